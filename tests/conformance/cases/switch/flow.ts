import { FlowSpec, step, Parameter } from 'faultline';

export default class RouteTicket extends FlowSpec {
  urgency = Parameter({ default: 'low' });
  declare lane: string;
  declare action: string;

  @step()
  start() {
    this.lane = this.urgency;
    this.next({ low: this.queue_it, high: this.page_someone }, { condition: 'lane' });
  }

  @step()
  queue_it() {
    this.action = 'queued';
    this.next(this.end);
  }

  @step()
  page_someone() {
    this.action = 'paged';
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.action);
  }
}
