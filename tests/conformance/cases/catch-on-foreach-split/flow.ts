import { FlowSpec, step, catchError, type Inputs } from 'faultline';

export default class FanOut extends FlowSpec {
  declare items: number[];

  @catchError({ var: 'oops' })
  @step()
  start() {
    this.items = [1, 2];
    this.next(this.work, { foreach: 'items' });
  }

  @step()
  work() {
    this.next(this.combine);
  }

  @step()
  combine(inputs: Inputs<FanOut>) {
    this.next(this.end);
  }

  @step()
  end() {}
}
