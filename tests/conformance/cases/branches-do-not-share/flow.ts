import { FlowSpec, step, type Inputs } from 'faultline';

export default class OwnCopies extends FlowSpec {
  declare log: string[];
  declare logs: string[][];
  declare has_log: boolean;

  @step()
  start() {
    this.log = ['start'];
    this.next(this.left, this.right);
  }

  @step()
  left() {
    this.log.push('left');
    this.next(this.meet);
  }

  @step()
  right() {
    this.log.push('right');
    this.next(this.meet);
  }

  @step()
  meet(inputs: Inputs<OwnCopies>) {
    this.logs = [inputs.left.log, inputs.right.log];
    inputs.left.log.push('meet');
    this.has_log = 'log' in this;
    this.next(this.end);
  }

  @step()
  end() {
    console.log(JSON.stringify(this.logs), this.has_log);
  }
}
