import { FlowSpec, step } from 'faultline';

// Line for line as in Python.
export default class Forgetful extends FlowSpec {
  @step()
  start() {
    this.next(this.load);
  }
  @step()
  load() {
    Object.assign(this, { rows: 3 });
  }
  @step()
  end() {
    return;
  }
}
