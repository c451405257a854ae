import { FlowSpec, step } from 'faultline';

export default class Bakery extends FlowSpec {
  declare dough: string;
  declare bread: string;

  @step({ start: true })
  knead() {
    this.dough = 'rye';
    this.next(this.bake);
  }

  @step()
  bake() {
    this.bread = this.dough + ' bread';
    this.next(this.cool);
  }

  @step({ end: true })
  cool() {
    console.log(this.bread);
  }
}
