import { FlowSpec, step, type Inputs } from 'faultline';

export default class OddItems extends FlowSpec {
  declare items: unknown[];
  declare kind: string;
  declare kinds: string[];

  @step()
  start() {
    this.items = [null, { k: [1, 2] }, ['t', 3], 'x'.repeat(50), 0.5, true, [1, 2, 3, 4, 5, 6, 7, 8]];
    this.next(this.inspect_item, { foreach: 'items' });
  }

  @step()
  inspect_item() {
    this.kind = Array.isArray(this.input) ? 'array' : typeof this.input;
    console.log(this.index, JSON.stringify(this.input));
    this.next(this.collect);
  }

  @step()
  collect(inputs: Inputs<OddItems>) {
    this.kinds = [...inputs].map((i) => i.kind);
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.kinds);
  }
}
