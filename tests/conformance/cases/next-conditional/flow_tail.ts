import { FlowSpec, step } from 'faultline';
export default class MaybeTwice extends FlowSpec {
  declare rows: number;

  @step()
  start() {
    this.rows = 0;
    // Taken, and then the last line as well.
    if (this.rows === 0) this.next(this.end);
    this.next(this.load);
  }

  @step()
  load() {
    this.next(this.end);
  }

  @step()
  end() {}
}
