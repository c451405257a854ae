import { FlowSpec, step, type Inputs } from 'faultline';

export default class ResizeImages extends FlowSpec {
  declare readonly input: string;
  declare names: string[];
  declare done: unknown;

  @step()
  start() {
    this.names = ['a.png', 'b.gif', 'c.png'];
    this.next(this.resize, { foreach: 'names' });
  }

  @step()
  resize() {
    this.done = 'v2 ' + this.input;
    this.next(this.collect);
  }

  @step()
  collect(inputs: Inputs<ResizeImages>) {
    this.done = [...inputs].map((i) => i.done);
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.done);
  }
}
