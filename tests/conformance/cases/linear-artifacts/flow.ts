import { FlowSpec, step } from 'faultline';

export default class TidyPrices extends FlowSpec {
  declare rows: (number | null)[];
  declare dropped: number;
  declare total: number;

  @step()
  start() {
    this.rows = [12.5, null, 9.0, 30.25];
    console.log('loaded', this.rows.length, 'rows');
    this.next(this.clean);
  }

  @step()
  clean() {
    this.rows = this.rows.filter((row) => row !== null);
    this.dropped = 1;
    console.log('kept', this.rows);
    this.next(this.end);
  }

  @step()
  end() {
    this.total = this.rows.reduce((sum: number, row) => sum + (row ?? 0), 0);
    console.log('total', this.total);
  }
}
