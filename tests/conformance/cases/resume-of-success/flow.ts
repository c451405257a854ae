import { FlowSpec, step } from 'faultline';

export default class AllGood extends FlowSpec {
  declare rows: number;
  declare total: number;

  @step()
  start() {
    console.log('start runs');
    this.rows = 3;
    this.next(this.end);
  }

  @step()
  end() {
    console.log('end runs');
    this.total = this.rows * 2;
  }
}
