import { FlowSpec, step } from 'faultline';

// Line for line as in Python.
export default class Unjoined extends FlowSpec {
  @step()
  start() {
    this.next(this.left, this.right);
  }
  @step()
  left() {
    this.next(this.end);
  }
  @step()
  right() {
    this.next(this.end);
  }
  @step()
  end() {
    return;
  }
}
