/** Flows that are right, with what the compiler infers of them; checked by the compiler, never run. */
import {
  Config,
  FlowSpec,
  IncludeFile,
  Int,
  JSONType,
  Markdown,
  Parameter,
  Table,
  card,
  catchError,
  current,
  environment,
  env,
  kubernetes,
  project,
  resources,
  retry,
  schedule,
  sleep,
  step,
  timeout,
} from 'faultline';
import type { Inputs, Json, MetaflowExceptionWrapper } from 'faultline';

/** Compiles where both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
const holds = (_: true): void => undefined;

@project({ name: 'shop' })
@schedule({ daily: true })
export class Parameters extends FlowSpec {
  flag = Parameter({ type: Boolean, default: true });
  rate = Parameter({ default: 0.5 });
  count = Parameter({ type: Int, required: true });
  name_ = Parameter({ help: 'Who asks' });
  words = Parameter({ default: 'a,b', separator: ',' });
  settings = Parameter({ type: JSONType, default: { sizes: [1, 2] } });
  anything = Parameter({ type: JSONType });
  late = Parameter({ type: String, default: ({ userName }) => userName });
  file = IncludeFile({ default: 'rows.csv' });
  bytes = IncludeFile({ isText: false });
  rows = IncludeFile({ parser: (text) => text.split('\n') });
  config = Config({ defaultValue: { depth: 3 } });

  @step() start() {
    const flag: boolean = this.flag;
    const sum: number = this.rate + this.count;
    const words: string[] = this.words;
    const size: number | undefined = this.settings.sizes[0];
    const late: string = this.late.toUpperCase();
    const length: number = this.file.length + this.bytes.byteLength + this.rows.length;
    const depth: number = this.config.depth;
    holds({} as Same<Parameters['name_'], null | (string & Parameters['name_'])>);
    const anything: Json = this.anything;
    console.log(flag, sum, words, size, late, length, depth, anything, env('HOME'));
    this.next(this.end);
  }

  @step() end() {}
}

export default class Shapes extends FlowSpec {
  limit = 3;
  declare readonly input: string;
  declare items: string[];
  declare bag: Set<number>;
  declare level: 'high' | 'low';
  declare word: string;
  declare flag: boolean;
  declare size: number;
  declare found: string;
  declare errorInfo: MetaflowExceptionWrapper | null;

  @step() start() {
    this.items = ['a', 'b'];
    this.next(this.work, { foreach: 'items' });
  }

  @card({ id: 'report', saveErrors: false })
  @catchError({ var: 'errorInfo', printException: false })
  @retry({ times: 3, minutesBetweenRetries: 0.03 })
  @timeout({ seconds: 30 })
  @environment({ vars: { REGION: 'eu' } })
  @resources({ memory: 4096 })
  @kubernetes({ image: 'node:20' })
  @step()
  async work() {
    await sleep(1);
    this.found = this.input.toUpperCase() + String(this.index);
    current.card.append(new Markdown(`# ${current.stepName}`));
    current.card['report']?.append(new Table([[1, 2]], { headers: ['a', 'b'] }));
    this.setMetadata('rows', 3);
    if (current.retryCount > 2) this.fail('too often', { retry: false });
    this.next(this.join);
  }

  @step() join(inputs: Inputs<Shapes>) {
    const found: string[] = [...inputs].map((input) => input.found);
    const first: string | undefined = inputs[0]?.found;
    const named: string = inputs.work.found;
    for (const { errorInfo } of inputs) console.log(errorInfo?.exception, found, first, named);
    this.mergeArtifacts(inputs, { exclude: ['found'] });
    this.next(this.overSet, this.byLevel);
  }

  @step() overSet() {
    this.next(this.byWord, { foreach: 'bag' });
  }
  @step() byLevel() {
    this.next({ high: this.byWord, low: this.byLevel }, { condition: 'level' });
  }
  @step() byWord() {
    this.next({ yes: this.byFlag, no: this.bySize }, { condition: 'word' });
  }
  @step() byFlag() {
    this.next({ true: this.bySize, false: this.end }, { condition: 'flag' });
  }
  @step() bySize() {
    this.next({ 1: this.nodes, 2: this.end }, { condition: 'size' });
  }
  @step() nodes() {
    this.next(this.end, { numParallel: 4 });
  }
  @step() end() {
    console.log(this.limit + 1);
  }
}

export class ByParameter extends FlowSpec {
  isFast = Parameter({ type: Boolean, default: true });
  mode = Parameter({ default: 'fast' });
  names = Parameter({ default: 'a,b', separator: ',' });

  @step() start() {
    this.next({ true: this.other, false: this.end }, { condition: 'isFast' });
  }
  @step() other() {
    this.next({ fast: this.many, slow: this.end }, { condition: 'mode' });
  }
  @step() many() {
    this.next(this.end, { foreach: 'names' });
  }
  @step() end() {}
}

/** Flows are handed to functions, and inherit from one another. */
const describe = (flow: FlowSpec): string => flow.name;
export class Derived extends Shapes {
  @step() override end() {
    console.log(describe(this));
  }
}
