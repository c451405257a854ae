/** Flows that must not compile; checked by the compiler, never run. */
import { Config, FlowSpec, Parameter, Table, card, catchError, current, retry, sleep, step, timeout } from 'faultline';
import type { Inputs } from 'faultline';

export default class Wrong extends FlowSpec {
  flag = Parameter({ type: Boolean, default: true });
  rate = Parameter({ default: 0.5 });
  config = Config({ defaultValue: { depth: 3 } });
  declare items: string[];
  declare size: number;
  declare level: 'high' | 'low';
  declare isReady: boolean;

  // @ts-expect-error the default is no truth value
  badDefault = Parameter({ type: Boolean, default: 'yes' });
  // @ts-expect-error there is no such option
  misspelled = Parameter({ deflt: 3 });

  @step() parametersAreReadOnly() {
    // @ts-expect-error a parameter can't be set
    this.flag = false;
    // @ts-expect-error nor this one
    this.rate = 2;
    // @ts-expect-error nor a config
    this.config = { depth: 4 };
    // @ts-expect-error nor the foreach's own state
    this.index = 3;
  }

  @step() foreachNamesWhatIsIterable() {
    // @ts-expect-error a number has no items
    this.next(this.start, { foreach: 'size' });
  }
  @step() foreachNamesAProperty() {
    // @ts-expect-error there is no such property
    this.next(this.start, { foreach: 'itmes' });
  }
  @step() casesMatchTheProperty() {
    // @ts-expect-error level is never medium
    this.next({ high: this.start, medium: this.join }, { condition: 'level' });
  }
  @step() casesOfABoolean() {
    // @ts-expect-error a boolean is true or false
    this.next({ yes: this.start, no: this.join }, { condition: 'isReady' });
  }
  @step() conditionNamesAProperty() {
    // @ts-expect-error there is no such property
    this.next({ high: this.start, low: this.join }, { condition: 'levle' });
  }
  @step() casesLeadToSteps() {
    // @ts-expect-error a text is no step
    this.next({ high: 'start', low: this.join }, { condition: 'level' });
  }
  @step() stepsAreMethods() {
    // @ts-expect-error there is no such step
    this.next(this.nowhere);
    // @ts-expect-error a text is no step
    this.next('start');
    // @ts-expect-error the step itself, not what it gives
    this.next(this.start());
    // @ts-expect-error there is no such way
    this.next(this.start, { forech: 'items' });
  }

  @step() start() {
    this.next(this.join);
  }

  @step() join(inputs: Inputs<Wrong>) {
    // @ts-expect-error no branch has this
    console.log(inputs[0].nothing);
    // @ts-expect-error there is no such branch
    console.log(inputs.nowhere);
    // @ts-expect-error inputs have no length
    console.log(inputs.length);
    // @ts-expect-error inputs are read
    inputs.start.size = 3;
    // @ts-expect-error branches have artifacts, not steps
    inputs.start.join(inputs);
  }

  // @ts-expect-error there is no such option
  @retry({ tmes: 3 })
  // @ts-expect-error times is a number
  @retry({ times: '3' })
  // @ts-expect-error var is a name
  @catchError({ var: 3 })
  // @ts-expect-error a timeout has a duration
  @timeout()
  // @ts-expect-error decorators are called
  @card
  @step()
  decorators() {
    // @ts-expect-error there is no such value
    console.log(current.stepname);
    // @ts-expect-error a component, not a text
    current.card.append('text');
    // @ts-expect-error rows of cells
    current.card.append(new Table(['a']));
    // @ts-expect-error seconds are a number
    void sleep('1');
  }

  // @ts-expect-error only methods are steps
  @step() notAMethod = 3;
}

// @ts-expect-error nothing of a page is there
document.title = '';
// @ts-expect-error nor of Node
process.exit(0);
