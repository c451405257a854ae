import { FlowSpec, step } from 'faultline';

// Line for line as in Python.
export default class Leftover extends FlowSpec {
  @step()
  start() {
    this.next(this.end);
  }
  @step()
  old_cleanup() {
    this.next(this.end);
  }
  @step()
  end() {
    return;
  }
}
