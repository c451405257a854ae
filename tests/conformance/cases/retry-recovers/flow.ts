import { FlowSpec, step, retry, current } from 'faultline';

class ConnectionError extends Error {}

export default class FetchRates extends FlowSpec {
  declare leftover: string;
  declare rates: Record<string, number>;
  declare saw_leftover: boolean;

  @step()
  start() {
    this.next(this.fetch);
  }

  @retry({ times: 3, minutesBetweenRetries: 0 })
  @step()
  fetch() {
    console.log('attempt', current.retryCount);
    if (current.retryCount === 0) this.leftover = 'from the first attempt';
    if (current.retryCount < 2) throw new ConnectionError('upstream said 503');
    this.rates = { EUR: 1.0 };
    this.saw_leftover = 'leftover' in this;
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.rates, this.saw_leftover);
  }
}
