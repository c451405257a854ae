import { FlowSpec, step } from 'faultline';

export default class Typo extends FlowSpec {
  declare customers: number;
  declare custmers: number;

  @step()
  start() {
    this.customers = 3;
    this.next(this.end);
  }

  @step()
  end() {
    console.log('custmers' in this, 'custmers' in this ? this.custmers : 0);
    console.log(this.custmers);
  }
}
