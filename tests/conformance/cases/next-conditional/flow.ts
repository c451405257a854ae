import { FlowSpec, step, Parameter } from 'faultline';

export default class MaybeSkip extends FlowSpec {
  skip = Parameter({ default: true });
  declare rows: number;

  @step()
  start() {
    this.rows = 0;
    if (this.skip) this.next(this.end);
    else this.next(this.load);
  }

  @step()
  load() {
    this.next(this.end);
  }

  @step()
  end() {}
}
