import { FlowSpec, step, Parameter } from 'faultline';

export default class TrainModel extends FlowSpec {
  epochs = Parameter({ default: 3 });
  rate = Parameter({ default: 0.1 });
  shuffle = Parameter({ default: true });

  @step()
  start() {
    console.log(this.epochs, this.rate, this.shuffle);
    this.next(this.end);
  }

  @step()
  end() {}
}
