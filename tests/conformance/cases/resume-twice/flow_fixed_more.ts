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
    this.parsed = 'again';
    this.next(this.store);
  }

  @step()
  store() {
    this.stored = this.parsed;
    this.next(this.end);
  }

  @step()
  end() {}
}
