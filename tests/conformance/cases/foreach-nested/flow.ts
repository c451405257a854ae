import { FlowSpec, step, type Inputs } from 'faultline';

export default class SeasonsByStore extends FlowSpec {
  declare stores: string[];
  declare store: string;
  declare seasons: number[];
  declare label: string;
  declare labels: unknown[];

  @step()
  start() {
    this.stores = ['A', 'B'];
    this.next(this.open_store, { foreach: 'stores' });
  }

  @step()
  open_store() {
    this.store = String(this.input);
    this.seasons = this.store === 'A' ? [1, 2] : [3];
    this.next(this.forecast, { foreach: 'seasons' });
  }

  @step()
  forecast() {
    this.label = `${this.store}${this.input}`;
    console.log(this.foreachStack());
    this.next(this.store_total);
  }

  @step()
  store_total(inputs: Inputs<SeasonsByStore>) {
    this.labels = [...inputs].map((i) => i.label);
    console.log(this.index, this.input);
    this.next(this.grand_total);
  }

  @step()
  grand_total(inputs: Inputs<SeasonsByStore>) {
    this.labels = [...inputs].map((i) => i.labels);
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.labels);
  }
}
