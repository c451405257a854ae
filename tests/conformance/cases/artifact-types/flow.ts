import { FlowSpec, step } from 'faultline';

interface Report {
  title: string;
  metrics: { name: string; values: number[] }[];
}

export default class ManyTypes extends FlowSpec {
  declare blob: Uint8Array;
  declare when: Date;
  declare tags: Set<string>;
  declare pair: [number, string];
  declare price: string;
  declare by_id: Map<number, string>;
  declare report: Report;
  declare ratio: number;
  declare nothing: null;
  declare big: bigint;
  declare same: boolean;

  @step()
  start() {
    this.blob = new Uint8Array([0, 255]);
    this.when = new Date('2024-02-29T12:30');
    this.tags = new Set(['b', 'a', 'c']);
    this.pair = [1, 'two'];
    this.price = '1.10';
    this.by_id = new Map([
      [1, 'one'],
      [2, 'two'],
    ]);
    this.report = { title: 'weekly', metrics: [{ name: 'clicks', values: [1, 2] }] };
    this.ratio = NaN;
    this.nothing = null;
    this.big = 10n ** 30n;
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.blob, this.when.toISOString(), [...this.tags].sort(), this.pair);
    console.log(this.price, this.by_id, this.report.metrics[0]?.values, this.ratio);
    this.same = this.tags instanceof Set && this.by_id instanceof Map;
  }
}
