import { FlowSpec, step, catchError, type Inputs, type MetaflowExceptionWrapper } from 'faultline';

class ValueError extends Error {}

function int(text: string): number {
  if (!/^\d+$/.test(text)) throw new ValueError(`invalid literal for int() with base 10: '${text}'`);
  return Number(text);
}

export default class ParseInvoices extends FlowSpec {
  declare readonly input: string;
  declare lines: string[];
  declare line: string;
  declare amount: number;
  declare parse_error: MetaflowExceptionWrapper | null;
  declare bad: string[];
  declare lacking: boolean[];

  @step()
  start() {
    this.lines = ['10', 'twelve', '30'];
    this.next(this.parse, { foreach: 'lines' });
  }

  @catchError({ var: 'parse_error' })
  @step()
  parse() {
    this.line = this.input;
    this.amount = int(this.input);
    this.next(this.total);
  }

  @step()
  total(inputs: Inputs<ParseInvoices>) {
    const all = [...inputs];
    this.amount = all.filter((i) => !i.parse_error).reduce((sum, i) => sum + i.amount, 0);
    this.bad = all.filter((i) => i.parse_error).map((i) => i.line);
    this.lacking = all.map((i) => 'amount' in i);
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.amount, this.bad, this.lacking);
  }
}
