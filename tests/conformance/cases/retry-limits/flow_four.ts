import { FlowSpec, step, retry, current } from 'faultline';

class RuntimeError extends Error {}

export default class ChargeCards extends FlowSpec {
  declare attempts: number;

  @retry({ times: 4, minutesBetweenRetries: 0 })
  @step()
  start() {
    this.attempts = current.retryCount + 1;
    if (current.retryCount < 4) throw new RuntimeError(`declined ${current.retryCount}`);
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.attempts);
  }
}
