import type { Fault, FaultKind } from './scenario';
import type { Instant } from './time';

/** The end of an attempt that the failure plan brings about. `fault` is the fault's id, here and below. */
export interface Death {
  readonly fault: string;
  readonly kind: FaultKind;
}

/** An attempt whose end falls into `from` ≤ end < `until` (null: whenever it ends) is not saved. */
export interface EndStrike extends Death {
  readonly from: Instant;
  readonly until: Instant | null;
}

/** A time in which calls to services fail, or are answered otherwise: from `from` on, before `until`. */
export interface Outage {
  readonly fault: string;
  readonly from: Instant;
  /** Null: until the attempt ends. */
  readonly until: Instant | null;
  /** Null: every service. */
  readonly service: string | null;
  /** An HTTP status, no answer, no connection; null: as the service answers anyway, only later. */
  readonly answer: number | 'timeout' | 'connection' | null;
  readonly latencyUs: number;
}

/** An artifact or parameter that the step finds altered. */
export interface InputChange extends NonNullable<Fault['input']> {
  readonly fault: string;
}

/** An exception at the start of user code. `type` is a class's name. */
export interface Bug {
  readonly fault: string;
  readonly type: string;
  readonly message: string;
}

/** Virtual time that passes at the start of user code, under its timeout. */
export interface Delay {
  readonly fault: string;
  readonly us: number;
}

/** What the failure plan does to one attempt. A pure function of the scenario and the attempt's start. */
export interface Strikes {
  /** From this instant on the attempt says nothing and is ended. Null: the plan sets no such instant. */
  readonly death: (Death & { readonly at: Instant }) | null;
  /** User code ends, and saving what it made fails. */
  readonly atEnd: readonly EndStrike[];
  readonly outages: readonly Outage[];
  readonly inputs: readonly InputChange[];
  readonly bug: Bug | null;
  readonly delays: readonly Delay[];
}

export const NO_STRIKES: Strikes = { death: null, atEnd: [], outages: [], inputs: [], bug: null, delays: [] };
