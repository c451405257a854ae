import { FlowSpec, step } from 'faultline';

export default class DailySales extends FlowSpec {
  declare sales: (number | string)[];
  declare amount: number;

  @step()
  start() {
    this.sales = [3, 4, 'n/a'];
    console.log('start runs');
    this.next(this.total);
  }

  @step()
  total() {
    this.amount = this.sales.reduce((sum: number, one) => {
      if (typeof one !== 'number') throw new TypeError("unsupported operand type(s) for +: 'int' and 'str'");
      return sum + one;
    }, 0);
    this.next(this.end);
  }

  @step()
  end() {
    console.log('amount', this.amount);
  }
}
