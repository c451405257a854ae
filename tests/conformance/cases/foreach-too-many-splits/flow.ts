import { FlowSpec, step, Parameter, type Inputs } from 'faultline';

export default class ManyShards extends FlowSpec {
  shards = Parameter({ default: 4 });
  declare parts: number[];
  declare count: number;

  @step()
  start() {
    this.parts = Array.from({ length: this.shards }, (_, part) => part);
    this.next(this.work, { foreach: 'parts' });
  }

  @step()
  work() {
    this.next(this.combine);
  }

  @step()
  combine(inputs: Inputs<ManyShards>) {
    this.count = [...inputs].length;
    this.next(this.end);
  }

  @step()
  end() {}
}
