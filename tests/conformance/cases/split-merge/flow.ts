import { FlowSpec, step, type Inputs } from 'faultline';

export default class EnrichUsers extends FlowSpec {
  declare users: string[];
  declare source: string;
  declare countries: Record<string, string>;
  declare ages: Record<string, number>;
  declare table: unknown[][];

  @step()
  start() {
    this.users = ['ana', 'bo'];
    this.source = 'crm';
    this.next(this.geo, this.age);
  }

  @step()
  geo() {
    this.countries = { ana: 'PT', bo: 'SE' };
    this.next(this.combine);
  }

  @step()
  age() {
    this.ages = { ana: 41, bo: 29 };
    this.next(this.combine);
  }

  @step()
  combine(inputs: Inputs<EnrichUsers>) {
    this.mergeArtifacts(inputs);
    this.table = this.users.map((u) => [u, this.countries[u], this.ages[u]]);
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.table, this.source);
  }
}
