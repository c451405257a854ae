import { FlowSpec, step, retry, catchError, timeout, sleep, current, type MetaflowExceptionWrapper } from 'faultline';

export default class SlowQueries extends FlowSpec {
  declare first: string;
  declare begun: boolean;
  declare slow: MetaflowExceptionWrapper;

  @retry({ times: 1, minutesBetweenRetries: 0 })
  @timeout({ seconds: 1 })
  @step()
  async start() {
    if (current.retryCount === 0) await sleep(3);
    this.first = `ok at attempt ${current.retryCount}`;
    this.next(this.never);
  }

  @catchError({ var: 'slow' })
  @timeout({ seconds: 1 })
  @step()
  async never() {
    this.begun = true;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.first, this.begun, this.slow.type);
  }
}
