import { FlowSpec, step, type Inputs } from 'faultline';

// Line for line as in Python.
export default class EndJoins extends FlowSpec {
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
  end(inputs: Inputs<EndJoins>) {
    return;
  }
}
