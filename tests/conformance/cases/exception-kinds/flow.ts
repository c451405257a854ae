import { FlowSpec, step, catchError, type MetaflowExceptionWrapper } from 'faultline';

class KeyError extends Error {}
class AssertionError extends Error {}
class Exception extends Error {}

class SchemaMismatch extends Error {
  column: string;

  constructor(column: string) {
    super();
    this.column = column;
  }

  override get message() {
    return `column '${this.column}' is not numeric`;
  }
}

export default class CheckSchema extends FlowSpec {
  declare first: MetaflowExceptionWrapper | null;
  declare second: MetaflowExceptionWrapper | null;
  declare third: MetaflowExceptionWrapper | null;

  @catchError({ var: 'first' })
  @step()
  start() {
    if (Date.now() > 0) throw new SchemaMismatch('price');
    this.next(this.lookup);
  }

  @catchError({ var: 'second' })
  @step()
  lookup() {
    if (!('b' in { a: 1 })) throw new KeyError("'b'");
    this.next(this.silent);
  }

  @catchError({ var: 'third' })
  @step()
  silent() {
    if (1 + 1 !== Number('3')) throw new AssertionError();
    this.next(this.end);
  }

  @step()
  end() {
    for (const e of [this.first, this.second, this.third]) console.log(e?.type, JSON.stringify(e?.exception));
    throw new Exception('two\nlines, “quoted” — ünïcode');
  }
}
