import { FlowSpec, step, Parameter, Int } from 'faultline';

export default class ScoreLeads extends FlowSpec {
  region = Parameter({ default: 'north', help: 'where to look' });
  limit = Parameter({ default: 10 });
  threshold = Parameter({ default: 0.5 });
  dry_run = Parameter({ name: 'dry-run', default: false });
  note = Parameter();
  fields = Parameter({ default: 'name,email', separator: ',' });
  seed = Parameter({ type: Int });
  declare summary: string;

  @step()
  start() {
    for (const name of ['region', 'limit', 'threshold', 'dry_run', 'note', 'fields', 'seed'] as const) {
      const value = this[name];
      console.log(name, Array.isArray(value) ? 'array' : typeof value, JSON.stringify(value));
    }
    this.next(this.end);
  }

  @step()
  end() {
    this.summary = `${this.region}/${this.limit}`;
  }
}
