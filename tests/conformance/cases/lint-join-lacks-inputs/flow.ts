import { FlowSpec, step } from 'faultline';

// Line for line as in Python.
export default class PlainMeeting extends FlowSpec {
  @step()
  start() {
    this.next(this.left, this.right);
  }
  @step()
  left() {
    this.next(this.meet);
  }
  @step()
  right() {
    this.next(this.meet);
  }
  @step()
  meet() {
    this.next(this.end);
  }
  @step()
  end() {
    return;
  }
}
