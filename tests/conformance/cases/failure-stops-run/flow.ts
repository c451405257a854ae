import { FlowSpec, step, type Inputs } from 'faultline';

class RuntimeError extends Error {}

export default class ThreeBranches extends FlowSpec {
  declare ok: boolean;

  @step()
  start() {
    this.next(this.first, this.second, this.third);
  }

  @step()
  first() {
    this.ok = true;
    this.next(this.combine);
  }

  @step()
  second() {
    if (!('ok' in this)) throw new RuntimeError('second is down');
    this.next(this.combine);
  }

  @step()
  third() {
    this.ok = true;
    this.next(this.combine);
  }

  @step()
  combine(inputs: Inputs<ThreeBranches>) {
    this.next(this.end);
  }

  @step()
  end() {}
}
