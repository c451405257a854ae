import { FlowSpec, step } from 'faultline';

// Line for line as in Python.
export default class UnjoinedForeach extends FlowSpec {
  @step()
  start() {
    Object.assign(this, { items: [1, 2] });
    this.next(this.work, { foreach: 'items' });
  }
  @step()
  work() {
    this.next(this.end);
  }
  @step()
  end() {
    return;
  }
}
