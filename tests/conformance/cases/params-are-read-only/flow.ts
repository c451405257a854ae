import { FlowSpec, step, Parameter } from 'faultline';

export default class CapBudget extends FlowSpec {
  budget = Parameter({ default: 100 });
  declare before: number;

  @step()
  start() {
    this.before = this.budget;
    Object.assign(this, { budget: 50 });
    this.next(this.end);
  }

  @step()
  end() {}
}
