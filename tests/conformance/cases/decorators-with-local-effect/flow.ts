import { FlowSpec, step, environment, resources, env } from 'faultline';

export default class Settings extends FlowSpec {
  declare lang: string | null;
  declare depth: string | null;
  declare lang_now: string | null;

  @resources({ cpu: 4, memory: 32000 })
  @environment({ vars: { REPORT_LANG: 'pt', REPORT_DEPTH: '3' } })
  @step()
  start() {
    this.lang = env('REPORT_LANG') ?? null;
    this.depth = env('REPORT_DEPTH') ?? null;
    this.next(this.end);
  }

  @step()
  end() {
    this.lang_now = env('REPORT_LANG') ?? null;
    console.log(this.lang, this.depth, this.lang_now);
  }
}
