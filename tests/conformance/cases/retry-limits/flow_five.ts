import { FlowSpec, step, retry, current } from 'faultline';

export default class ChargeCards extends FlowSpec {
  declare attempts: number;

  @retry({ times: 5, minutesBetweenRetries: 0 })
  @step()
  start() {
    console.log(current.retryCount);
    this.next(this.end);
  }

  @step()
  end() {}
}
