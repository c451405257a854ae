import { FlowSpec, step, timeout, sleep } from 'faultline';

export default class SlowQuery extends FlowSpec {
  declare plan: string;
  declare begun: boolean;
  declare done: boolean;

  @timeout({ seconds: 5 })
  @step()
  start() {
    this.plan = 'quick';
    this.next(this.query);
  }

  @timeout({ seconds: 1 })
  @step()
  async query() {
    this.begun = true;
    console.log('waiting');
    await sleep(4);
    this.done = true;
    this.next(this.end);
  }

  @step()
  end() {}
}
