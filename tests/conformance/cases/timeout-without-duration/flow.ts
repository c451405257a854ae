import { FlowSpec, step, timeout } from 'faultline';

export default class Untimed extends FlowSpec {
  @timeout({})
  @step()
  start() {
    this.next(this.end);
  }

  @step()
  end() {}
}
