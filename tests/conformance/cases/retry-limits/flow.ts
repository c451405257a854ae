import { FlowSpec, step, retry, current } from 'faultline';

class RuntimeError extends Error {}

export default class ChargeCards extends FlowSpec {
  declare attempts: number;

  @retry({ times: 0, minutesBetweenRetries: 0 })
  @step()
  start() {
    console.log('charging once');
    if (current.retryCount < 9) throw new RuntimeError('declined');
    this.next(this.end);
  }

  @step()
  end() {}
}
