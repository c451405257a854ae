import { FlowSpec, step } from 'faultline';

const double = (x: number) => x * 2;

export default class KeepFunction extends FlowSpec {
  declare rows: number[];
  declare scale: (x: number) => number;
  declare named: (x: number) => number;
  declare kind: unknown;
  declare has: boolean[];
  declare steps: ((x: number) => number)[];

  @step()
  start() {
    this.rows = [1, 2];
    this.scale = (x) => x * 2;
    this.named = double;
    this.kind = Map;
    console.log(this.scale(3), this.named(4));
    this.next(this.middle);
  }

  @step()
  middle() {
    this.has = ['rows', 'scale', 'named', 'kind'].map((name) => name in this);
    console.log(this.has);
    this.steps = [double, (x) => x];
    this.next(this.end);
  }

  @step()
  end() {}
}
