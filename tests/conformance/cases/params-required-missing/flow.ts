import { FlowSpec, step, Parameter } from 'faultline';

export default class SendReport extends FlowSpec {
  recipient = Parameter({ required: true });
  copies = Parameter({ default: 1 });

  @step()
  start() {
    console.log('to', this.recipient);
    this.next(this.end);
  }

  @step()
  end() {}
}
