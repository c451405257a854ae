import { FlowSpec, step } from 'faultline';

export default class MaybeLeave extends FlowSpec {
  declare rows: number;

  @step()
  start() {
    this.rows = 0;
    if (this.rows === 0) {
      this.next(this.end);
      return;
    }
    this.next(this.load);
  }

  @step()
  load() {
    this.next(this.end);
  }

  @step()
  end() {}
}
