import { FlowSpec, step } from 'faultline';

// Line for line as in Python.
export default class Endless extends FlowSpec {
  @step()
  start() {
    this.next(this.finish);
  }
  @step()
  finish() {
    return;
  }
}
