import { FlowSpec, step, type Inputs } from 'faultline';

export default class NestedChecks extends FlowSpec {
  declare seen: string[];
  declare all_seen: string[];

  @step()
  start() {
    this.seen = ['start'];
    this.next(this.quality, this.privacy);
  }

  @step()
  quality() {
    this.seen = [...this.seen, 'quality'];
    this.next(this.nulls, this.ranges);
  }

  @step()
  nulls() {
    this.seen = [...this.seen, 'nulls'];
    this.next(this.quality_done);
  }

  @step()
  ranges() {
    this.seen = [...this.seen, 'ranges'];
    this.next(this.quality_done);
  }

  @step()
  quality_done(inputs: Inputs<NestedChecks>) {
    this.seen = [...inputs.nulls.seen, ...inputs.ranges.seen.slice(-1)];
    this.next(this.report);
  }

  @step()
  privacy() {
    this.seen = [...this.seen, 'privacy'];
    this.next(this.report);
  }

  @step()
  report(inputs: Inputs<NestedChecks>) {
    this.all_seen = [...new Set([...inputs].flatMap((i) => i.seen))].sort();
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.all_seen);
  }
}
