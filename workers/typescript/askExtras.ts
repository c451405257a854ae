import type {
  AttemptOrder,
  FlowSource,
  LoadOutcome,
  ParametersOrder,
  ParametersOutcome,
} from '../../src/protocol/flowHost';
import type { Attributes, StepActions } from './flow/decorator';
import type { ComponentName } from './cards/names';
import type { FlowClass } from './flow/flowSpec';
import type { Members } from './flow/members';
import type { PortableName } from './realm/portableNames';
import type { FetchParts } from './run/fetching';
import type { LoadedClass } from './run/loadedClass';

/** What `extras.ts` holds. Few attempts need it, and reading it would cost each of them a sixth of its time. */
export interface Extras {
  readonly math: Readonly<Record<PortableName, (...values: number[]) => number>>;
  readonly fetchBy: (parts: FetchParts) => (...values: never[]) => Promise<unknown>;
  readonly cardActions: (attributes: Attributes) => StepActions;
  readonly components: Readonly<Record<ComponentName, unknown>>;
  readonly graphInfo: (flowClass: FlowClass, members: Members, order: AttemptOrder) => object;
  readonly loadClass: (flowClass: FlowClass, source: FlowSource) => LoadedClass;
  readonly loadOutcome: (loaded: LoadedClass, stdout: readonly string[]) => LoadOutcome;
  readonly savedParameters: (loaded: LoadedClass, order: ParametersOrder, stdout: string[]) => ParametersOutcome;
}

type Maker = (exports: object, require: (name: string) => object) => void;

/** What the first script left here, and what fetches the second; taken before the realm is locked. */
const { importScripts, makeExtras } = globalThis as unknown as {
  readonly importScripts: (url: string) => void;
  readonly makeExtras: (maker: Maker) => object;
};
/** What the second script calls. */
const TAKEN = 'faultlineExtras';

let url = '';
let taken: Extras | null = null;

/** Where the second script is. */
export function extrasAt(address: string): void {
  url = address;
}

/** The extras, which are read at the first call. */
export function extras(): Extras {
  taken ??= readExtras();
  return taken;
}

function readExtras(): Extras {
  let made: Maker | null = null;
  Object.defineProperty(globalThis, TAKEN, { value: (maker: Maker) => void (made = maker), configurable: true });
  importScripts(url);
  Reflect.deleteProperty(globalThis, TAKEN);
  if (made === null) throw new TypeError(`The script did not call ${TAKEN}.`);
  return makeExtras(made) as Extras;
}
