import { FlowSpec, step } from 'faultline';

class ValueError extends Error {}

const broken = (message: string) => {
  throw new ValueError(message);
};

export default class TwoBugs extends FlowSpec {
  declare parsed: unknown;
  declare stored: unknown;

  @step()
  start() {
    this.next(this.parse);
  }

  @step()
  parse() {
    this.parsed = true;
    this.next(this.store);
  }

  @step()
  store() {
    broken('second bug');
    this.next(this.end);
  }

  @step()
  end() {}
}
