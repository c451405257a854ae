import { FlowSpec, step } from 'faultline';

export default class Thresholds extends FlowSpec {
  LIMITS = { low: 1, high: 9 };
  unit = 'kg';

  @step()
  start() {
    this.LIMITS['low'] = 2;
    console.log(this.LIMITS, this.unit);
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.LIMITS);
    this.unit = 'lb';
  }
}
