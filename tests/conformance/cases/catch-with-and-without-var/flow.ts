import { FlowSpec, step, catchError, type MetaflowExceptionWrapper } from 'faultline';

class ZeroDivisionError extends Error {}

function divided(a: number, b: number): number {
  if (b === 0) throw new ZeroDivisionError('division by zero');
  return a / b;
}

export default class Lenient extends FlowSpec {
  declare load_error: MetaflowExceptionWrapper | null;
  declare rows: number;
  declare begun: boolean;
  declare ratio: number;
  declare finished: boolean;

  @catchError({ var: 'load_error' })
  @step()
  start() {
    this.rows = 10;
    this.next(this.rank);
  }

  @catchError({ printException: false })
  @step()
  rank() {
    this.begun = true;
    this.ratio = divided(this.rows, 0);
    this.finished = true;
    this.next(this.end);
  }

  @step()
  end() {
    console.log('load_error', this.load_error);
    console.log('begun', 'begun' in this, 'ratio', 'ratio' in this);
    console.log('finished', 'finished' in this ? this.finished : 'not set');
  }
}
