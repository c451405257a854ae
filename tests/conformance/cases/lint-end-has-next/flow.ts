import { FlowSpec, step } from 'faultline';

// Line for line as in Python.
export default class GoesOn extends FlowSpec {
  @step()
  start() {
    this.next(this.end);
  }
  @step()
  end() {
    this.next(this.start);
  }
}
