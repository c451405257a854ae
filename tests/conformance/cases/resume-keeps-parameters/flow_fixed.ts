import { FlowSpec, step, Parameter } from 'faultline';

export default class WithBudget extends FlowSpec {
  budget = Parameter({ default: 1000 });
  declare spent: number;

  @step()
  start() {
    this.next(this.spend);
  }

  @step()
  spend() {
    this.spent = this.budget;
    this.next(this.end);
  }

  @step()
  end() {
    console.log('spent', this.spent);
  }
}
