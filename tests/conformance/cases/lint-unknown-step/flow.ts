import { FlowSpec, step } from 'faultline';

// Line for line as in Python.
export default class Misspelt extends FlowSpec {
  @step()
  start() {
    this.next(this.clen);
  }
  @step()
  clean() {
    this.next(this.end);
  }
  @step()
  end() {
    return;
  }
}
