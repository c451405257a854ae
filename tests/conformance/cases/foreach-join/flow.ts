import { FlowSpec, step, type Inputs } from 'faultline';

export default class TrainPerRegion extends FlowSpec {
  declare readonly input: string;
  declare regions: string[];
  declare model: string;
  declare score: number;
  declare scores: Record<string, number>;
  declare first: string;
  declare has_regions: boolean;

  @step()
  start() {
    this.regions = ['north', 'south', 'east'];
    this.next(this.train, { foreach: 'regions' });
  }

  @step()
  train() {
    this.model = `${this.index}:${this.input}`;
    this.score = this.input.length;
    console.log('training', this.input);
    this.next(this.pick);
  }

  @step()
  pick(inputs: Inputs<TrainPerRegion>) {
    this.scores = Object.fromEntries([...inputs].map((i) => [i.model, i.score]));
    this.first = inputs[0]!.model;
    this.has_regions = 'regions' in this;
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.scores, this.index, this.input);
  }
}
