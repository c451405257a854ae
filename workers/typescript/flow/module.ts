import { extras } from '../askExtras';
import { COMPONENT_NAMES } from '../cards/names';
import { Deadlock, type EventLoop } from '../realm/eventLoop';
import { current } from './current';
import { DECORATORS } from './decorators';
import { env } from './environment';
import * as exceptions from './exceptions';
import { FlowSpec } from './flowSpec';
import { named } from './named';
import { Int, JSONType, ParameterSpec, type ParameterOptions } from './parameterSpec';

/** Thirty years: the clock counts whole microseconds. */
const SLEEP_SECONDS_MAX = 1e9;

/** What `import … from 'faultline'` gives, as `faultline.d.ts` describes it. */
export function faultlineModule(loop: EventLoop): Readonly<Record<string, unknown>> {
  const { MetaflowException, TimeoutException, UnhandledInMergeArtifactsException } = exceptions;
  const { MissingInMergeArtifactsException, MetaflowNotFound, MetaflowNamespaceMismatch } = exceptions;
  const { MetaflowInvalidPathspec, MetaflowExceptionWrapper } = exceptions;
  const module = {
    FlowSpec,
    ...DECORATORS,
    Int,
    JSONType,
    Parameter: (options?: ParameterOptions) => new ParameterSpec('parameter', options),
    IncludeFile: (options?: ParameterOptions) => new ParameterSpec('include-file', options),
    Config: (options?: ParameterOptions) => new ParameterSpec('config', options),
    current,
    sleep: (seconds: unknown) => sleep(loop, seconds),
    env,
    MetaflowException,
    TimeoutException,
    UnhandledInMergeArtifactsException,
    MissingInMergeArtifactsException,
    MetaflowNotFound,
    MetaflowNamespaceMismatch,
    MetaflowInvalidPathspec,
    MetaflowExceptionWrapper,
  };
  named({ ...exceptions, Deadlock, ...module });
  for (const name of COMPONENT_NAMES) {
    Object.defineProperty(module, name, { get: () => extras().components[name], enumerable: true });
  }
  return Object.freeze(module);
}

async function sleep(loop: EventLoop, seconds: unknown): Promise<void> {
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) throw new TypeError('sleep takes a number of seconds');
  if (seconds < 0) throw new RangeError('sleep length must be non-negative');
  if (seconds > SLEEP_SECONDS_MAX) throw new RangeError('sleep length is too large');
  await loop.wait(Math.round(seconds * 1_000_000));
}
