import { FlowSpec, step, Parameter } from 'faultline';

export default class TrainModel extends FlowSpec {
  epochs = Parameter({ default: 3 });

  @step()
  start() {
    this.next(this.end);
  }

  @step()
  end() {}
}
