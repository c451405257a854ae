import { FlowSpec, step, retry, current } from 'faultline';

class ConnectionError extends Error {}

export default class FetchRates extends FlowSpec {
  declare tried: number;

  @step()
  start() {
    this.next(this.fetch);
  }

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step()
  fetch() {
    this.tried = current.retryCount;
    if (this.tried < 9) throw new ConnectionError(`upstream said 503 (${current.retryCount})`);
    this.next(this.end);
  }

  @step()
  end() {}
}
