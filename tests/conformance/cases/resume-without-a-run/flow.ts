import { FlowSpec, step } from 'faultline';

export default class NeverRan extends FlowSpec {
  @step()
  start() {
    this.next(this.end);
  }

  @step()
  end() {}
}
