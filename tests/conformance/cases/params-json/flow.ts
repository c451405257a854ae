import { FlowSpec, step, Parameter, JSONType, type Json } from 'faultline';

export default class GridSearch extends FlowSpec {
  grid = Parameter({ type: JSONType, default: '{"depth": [2, 4]}' as Json });
  labels = Parameter({ type: JSONType, default: { yes: 1 } as Json });
  declare depths: unknown;

  @step()
  start() {
    this.depths = (this.grid as { depth: number[] }).depth;
    console.log(typeof this.grid, this.depths, Array.isArray(this.labels) ? 'array' : typeof this.labels);
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.labels);
  }
}
