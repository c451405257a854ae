import { FlowSpec, step } from 'faultline';

// Line for line as in Python.
export default class RoundAndRound extends FlowSpec {
  @step()
  start() {
    this.next(this.fit);
  }
  @step()
  fit() {
    this.next(this.evaluate);
  }
  @step()
  evaluate() {
    this.next(this.fit);
  }
  @step()
  end() {
    return;
  }
}
