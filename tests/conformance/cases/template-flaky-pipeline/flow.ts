import {
  FlowSpec,
  step,
  Parameter,
  retry,
  catchError,
  card,
  current,
  type Inputs,
  type MetaflowExceptionWrapper,
} from 'faultline';

class ConnectionError extends Error {}
class ValueError extends Error {}

export default class FlakyPipeline extends FlowSpec {
  cities = Parameter({ default: 'Lisbon,Oslo,Quito', separator: ',' });
  declare readonly input: string;
  declare city_list: string[];
  declare city: string;
  declare temps: number[];
  declare tries: unknown;
  declare mean: number;
  declare advice: unknown;
  declare analysis_error: MetaflowExceptionWrapper | null;
  declare failed: Record<string, string>;

  @step()
  start() {
    this.city_list = [...this.cities];
    this.next(this.fetch, { foreach: 'city_list' });
  }

  @retry({ times: 3, minutesBetweenRetries: 0 })
  @step()
  fetch() {
    if (current.retryCount < (this.index ?? 0)) throw new ConnectionError(`API timed out for ${this.input}`);
    this.city = this.input;
    this.temps = [this.city.length, this.city.length + 4];
    this.tries = current.retryCount + 1;
    this.next(this.analyse);
  }

  @catchError({ var: 'analysis_error' })
  @step()
  analyse() {
    this.mean = this.temps.reduce((sum, temp) => sum + temp, 0) / this.temps.length;
    if (this.city === 'Oslo') throw new ValueError('no model for ' + this.city);
    this.advice = this.mean < 7 ? 'coat' : 'shirt';
    this.next(this.summarize);
  }

  @card()
  @step()
  summarize(inputs: Inputs<FlakyPipeline>) {
    const all = [...inputs];
    this.advice = Object.fromEntries(all.filter((i) => !i.analysis_error).map((i) => [i.city, i.advice]));
    this.failed = Object.fromEntries(
      all.flatMap((i) => (i.analysis_error ? [[i.city, i.analysis_error.exception]] : [])),
    );
    this.tries = Object.fromEntries(all.map((i) => [i.city, i.tries]));
    this.next(this.end);
  }

  @step()
  end() {
    console.log('advice', this.advice);
    console.log('failed', this.failed);
    console.log('tries', this.tries);
  }
}
