import { FlowSpec, step, type Inputs } from 'faultline';

class ValueError extends Error {}

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
    if (!this.input.endsWith('.png')) throw new ValueError('cannot read ' + this.input);
    this.done = 'v1 ' + this.input;
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
