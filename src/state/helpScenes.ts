import type { Fault, Scenario } from '../model/scenario';
import { EXAMPLES, type Example } from './examples';

/** A moment worth seeing: an example under circumstances of its own. The help's pages link to it as `scene:NAME`. */
export interface HelpScene {
  readonly name: string;
  readonly example: Example;
  /** What to do, and what to look at. */
  readonly shows: string;
  readonly parameters: Scenario['parameters'];
  /** The whole plan: what the example aims is left out. */
  readonly faults: readonly Fault[];
}

type Own = Partial<Pick<HelpScene, 'parameters' | 'faults'>>;

function scene(name: string, flow: string, shows: string, { parameters = {}, faults = [] }: Own = {}): HelpScene {
  const example = EXAMPLES.find(({ flows }) => flows.python === `${flow}.py`);
  if (example === undefined) throw new RangeError(`There is no example ${flow}.`);
  return { name, example, shows, parameters, faults };
}

/** The notes' flow with nothing going wrong by itself. */
const CALM = { simulate_api_failure: false, simulate_code_bug: false };
const kill = (kind: Fault['kind'], step: string, own: Partial<Fault> = {}): Fault => ({ kind, step, ...own });

export const HELP_SCENES: readonly HelpScene[] = [
  scene('spot-lost', 'FailureHandlingFlow', 'Run: the machine of api_call is lost, and @retry starts another.', {
    parameters: CALM,
    faults: [kill('spot-interruption', 'api_call')],
  }),
  scene('evicted', 'FailureHandlingFlow', 'Run: two pods of api_call are evicted. The third attempt gets through.', {
    parameters: CALM,
    faults: [kill('eviction', 'api_call', { attempts: [0, 1] })],
  }),
  scene('metadata-down', 'FailureHandlingFlow', 'Run: an attempt dies before its code begins, and is retried.', {
    parameters: CALM,
    faults: [kill('metadata-unavailable', 'api_call')],
  }),
  scene('network-blip', 'FlakyApi', 'Run: the connection breaks under again, and all of the step is repeated.', {
    faults: [kill('network-blip', 'again', { seconds: 60 })],
  }),
  scene('not-retried', 'FailureHandlingFlow', 'Run: summarize has no @retry, so one eviction ends the run.', {
    parameters: CALM,
    faults: [kill('eviction', 'summarize')],
  }),
  scene(
    'retries-end',
    'FailureHandlingFlow',
    'Run: every attempt of api_call is lost. After the fourth the run fails.',
    {
      parameters: CALM,
      faults: [kill('eviction', 'api_call', { attempts: 'every' })],
    },
  ),
  scene(
    'resume-after-loss',
    'FailureHandlingFlow',
    'Run until it fails, then Resume: three steps are cloned, two run.',
    {
      parameters: CALM,
      faults: [kill('spot-interruption', 'summarize', { moment: { at: 10, of: 'run' } })],
    },
  ),
  scene(
    'resume-beside',
    'MergeBranches',
    'Run until it fails, then Resume: quick, beside the failed step, is cloned too.',
    {
      faults: [kill('spot-interruption', 'careful', { moment: { at: 5.5, of: 'run' } })],
    },
  ),
  scene('bug-caught', 'FailureHandlingFlow', 'Run: risky_logic raises, @catch keeps the exception, the flow goes on.', {
    parameters: { ...CALM, simulate_code_bug: true },
  }),
  scene('bug-not-caught', 'FailureHandlingFlow', 'Run: summarize raises a KeyError, and nothing catches it.', {
    parameters: CALM,
    faults: [kill('code-bug', 'summarize', { exception: { type: 'KeyError', message: 'result' } })],
  }),
  scene(
    'kill-caught',
    'FailureHandlingFlow',
    'Run: no exception is left of a lost machine. A fallback attempt catches it.',
    {
      parameters: CALM,
      faults: [kill('spot-interruption', 'risky_logic')],
    },
  ),
  scene('card-tells', 'WatchItLearn', 'Run, and open Cards: what train drew before it failed is still there.', {
    parameters: { epochs: 8 },
  }),
  scene('one-item', 'SomeItemsFail', 'Run: two of five cities fail, each alone, and the other three are kept.'),
  scene('http-503', 'FlakyApi', 'Run: the service answers 503 now and then. patient asks again, again is retried.', {
    faults: [kill('service', 'patient', { seconds: 32, service: { name: 'flaky-api', answer: 503 } })],
  }),
  scene(
    'service-timeout',
    'CacheFallback',
    'Run: the service never answers. One branch has a cache, one only @catch.',
    {
      faults: [kill('service', '*', { attempts: 'every', service: { name: 'prices', answer: 'timeout' } })],
    },
  ),
  scene('bad-rows', 'CheckTheRows', 'Run: validate names what is wrong, and report goes on without a total.'),
  scene(
    'missing-column',
    'CheckTheRows',
    'Run: a row comes without its price. The check itself fails, and is caught.',
    {
      parameters: { bad_rows: false },
      faults: [kill('bad-input', 'validate', { input: { name: 'rows', change: 'missing', key: 'price' } })],
    },
  ),
  scene('wrong-type', 'CheckTheRows', 'Run: rows is no list any more. The check fails, and is caught.', {
    parameters: { bad_rows: false },
    faults: [kill('bad-input', 'validate', { input: { name: 'rows', change: 'wrong-type' } })],
  }),
  scene('says-why', 'FailWithWords', 'Run: self.fail ends the step with a reason, and its retries are skipped.'),
  scene(
    'outage-passes',
    'RetryOrCatch',
    'Run, and look at outage: the second attempt is another try, with another end.',
  ),
  scene('bug-stays', 'RetryOrCatch', 'Run, and look at bug: three attempts, three times the same end, then @catch.'),
  scene(
    'mend-and-resume',
    'ResumeAfterABug',
    'Run until it fails, mend report, then Resume: the hours before are cloned.',
  ),
];

export const helpScene = (name: string): HelpScene | null => HELP_SCENES.find((it) => it.name === name) ?? null;
