import { FlowSpec, step, retry, current } from 'faultline';

class RuntimeError extends Error {}

export default class NoDecorators extends FlowSpec {
  declare attempts: number;

  @step()
  start() {
    if (current.retryCount === 0) throw new RuntimeError('cold cache');
    this.next(this.careful);
  }

  @retry({ times: 0 })
  @step()
  careful() {
    this.attempts = current.retryCount + 1;
    this.next(this.end);
  }

  @step()
  end() {
    if (current.retryCount < 2) throw new RuntimeError('cold cache');
    console.log('end at attempt', current.retryCount);
  }
}
