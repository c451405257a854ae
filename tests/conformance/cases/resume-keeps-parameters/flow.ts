import { FlowSpec, step, Parameter } from 'faultline';

class ValueError extends Error {}

export default class WithBudget extends FlowSpec {
  budget = Parameter({ default: 5 });
  declare spent: number;

  @step()
  start() {
    this.next(this.spend);
  }

  @step()
  spend() {
    if (this.budget < 1000) throw new ValueError(`budget ${this.budget} is too small`);
    this.next(this.end);
  }

  @step()
  end() {
    console.log('spent', this.spent);
  }
}
