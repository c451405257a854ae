import { FlowSpec, step, type Inputs } from 'faultline';

// Line for line as in Python.
export default class EarlyJoin extends FlowSpec {
  @step()
  start() {
    this.next(this.combine);
  }
  @step()
  combine(inputs: Inputs<EarlyJoin>) {
    this.next(this.end);
  }
  @step()
  end() {
    return;
  }
}
