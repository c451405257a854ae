import { FlowSpec, step } from 'faultline';

export default class DailySales extends FlowSpec {
  declare sales: (number | string)[];
  declare amount: number;

  @step()
  start() {
    this.sales = ['the new code of a cloned step is not run'];
    console.log('start runs again');
    this.next(this.total);
  }

  @step()
  total() {
    this.amount = this.sales.filter((one) => typeof one === 'number').reduce((sum, one) => sum + one, 0);
    this.next(this.end);
  }

  @step()
  end() {
    console.log('amount', this.amount);
  }
}
