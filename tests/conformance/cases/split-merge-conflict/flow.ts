import { FlowSpec, step, Parameter, type Inputs } from 'faultline';

export default class TwoModels extends FlowSpec {
  settle = Parameter({ default: false });
  declare data: number[];
  declare score: number;

  @step()
  start() {
    this.data = [1, 2, 3];
    this.next(this.linear, this.forest);
  }

  @step()
  linear() {
    this.score = 0.71;
    this.next(this.choose);
  }

  @step()
  forest() {
    this.score = 0.82;
    this.next(this.choose);
  }

  @step()
  choose(inputs: Inputs<TwoModels>) {
    if (this.settle) this.score = Math.max(...[...inputs].map((i) => i.score));
    this.mergeArtifacts(inputs);
    this.next(this.end);
  }

  @step()
  end() {
    console.log('best', this.score, 'on', this.data.length);
  }
}
