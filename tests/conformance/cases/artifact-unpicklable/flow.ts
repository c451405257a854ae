import { FlowSpec, step, retry } from 'faultline';

function* squared(rows: number[]) {
  for (const row of rows) yield row * row;
}

export default class KeepGenerator extends FlowSpec {
  declare rows: number[];
  declare squares: Iterable<number>;

  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step()
  start() {
    this.rows = [1, 2];
    this.squares = squared(this.rows);
    console.log('all set');
    this.next(this.end);
  }

  @step()
  end() {}
}
