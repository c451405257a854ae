import { FlowSpec, step, type Inputs } from 'faultline';
export default class NightlyFiles extends FlowSpec {
  declare files: string[];

  @step()
  start() {
    this.files = ['a.csv', 'b.csv'].filter((file) => file.endsWith('.json'));
    this.next(this.load, { foreach: 'files' });
  }

  @step()
  load() {
    this.next(this.combine);
  }

  @step()
  combine(inputs: Inputs<NightlyFiles>) {
    this.next(this.end);
  }

  @step()
  end() {}
}
