import type { FaultKind } from '../model/scenario';
import { brief, counted, type Of, type Told } from './whyWords';
import { amount, count, listing, seconds } from './words';
import type { Sentence } from './words';

export function runFails({ message, inFlight, waiting, graceUs }: Of<'run-fails'>): Sentence {
  const others: Sentence =
    inFlight.length === 0
      ? []
      : [
          ' ',
          ...listing(inFlight),
          ` ${inFlight.length === 1 ? 'has' : 'have'} ${brief(graceUs)} to end, then ${inFlight.length === 1 ? 'it is' : 'they are'} killed.`,
        ];
  const never: Sentence =
    waiting.length === 0
      ? []
      : [' ', ...listing(waiting), ` ${waiting.length === 1 ? 'waits' : 'wait'} for a retry that never comes.`];
  return [`The run fails at once: ${message} Nothing more is started.`, ...others, ...never];
}

export function neverStarted({ queued, steps }: Of<'never-started'>): Sentence {
  const tasks = queued === 0 ? '' : `${count(queued, 'queued task')} never got to start. `;
  return steps.length === 0
    ? [tasks.trim()]
    : [
        tasks,
        ...listing(steps, 4),
        ` never ran: a failing run starts nothing. A resume runs ${steps.length === 1 ? 'it' : 'them'}.`,
      ];
}

export function cloned({ originRunId, originTaskId, tasks, caught }: Of<'cloned'>): Sentence {
  const run = `run ${originRunId}`;
  const head =
    tasks === 1
      ? `Cloned from task ${originTaskId} of ${run}: it finished there.`
      : `${amount(tasks)} tasks are cloned: they finished in ${run}.`;
  const tail = ' Artifacts and logs are shared; no code runs.';
  if (caught === 0) return [`${head}${tail}`];
  return [
    `${head}${tail} ${tasks === 1 ? 'It was' : `${amount(caught)} of them were`} caught there, which counts as finished.`,
  ];
}

export function queued({ limit, max, platform, tasks, longestUs }: Of<'queued'>, told: Told): Sentence {
  const cap: Sentence =
    limit === 'slots'
      ? [{ code: platform }, ` runs ${counted(max)} ${max === 1 ? 'attempt' : 'attempts'} at once`]
      : [
          { code: `--max-workers ${String(max)}` },
          ` lets ${counted(max)} ${max === 1 ? 'task' : 'tasks'} be under way`,
        ];
  const who: Sentence =
    tasks === 1
      ? [`, so ${told.attempt === 0 ? 'it' : `attempt ${String(told.attempt)}`} queued for ${seconds(longestUs)}.`]
      : [`, so ${amount(tasks)} attempts of `, { code: told.step }, ` queued, the longest for ${seconds(longestUs)}.`];
  return [...cap, ...who];
}

export const ACTED: Readonly<Partial<Record<FaultKind, string>>> = {
  slow: 'slowed down',
  'bad-input': 'altered an input of',
  'code-bug': 'raised an exception at the start of',
};

const ANSWERS = { timeout: 'never answered', connection: 'broke the connection' } as const;

export function serviceFailed({ service, answer, calls, planned }: Of<'service-failed'>, told: Told): Sentence {
  const did = typeof answer === 'number' ? `answered ${String(answer)}` : ANSWERS[answer];
  const who: Sentence = planned ? ['As planned, ', { code: service }] : [{ code: service }];
  const times = calls === 1 ? '' : ` ${amount(calls)} times`;
  return [...who, ` ${did}${times} in attempt ${String(told.attempt)}. What that does is up to the code.`];
}

const FAULT_NAMES: Readonly<Record<FaultKind, string>> = {
  'spot-interruption': 'The spot interruption',
  eviction: 'The eviction',
  'out-of-memory': 'Running out of memory',
  'metadata-unavailable': 'The loss of the metadata service',
  'datastore-unavailable': 'The loss of the artifact store',
  'network-blip': 'The network blip',
  service: 'The service error',
  'bad-input': 'The bad input',
  'code-bug': 'The code bug',
  slow: 'The slowness',
};

export function neverStruck({ fault, aim, because }: Of<'never-struck'>): Sentence {
  const step: Sentence = aim === '*' ? ['any step'] : [{ code: aim }];
  const head: Sentence = [`${FAULT_NAMES[fault]} aimed at `, ...step, ' never struck: '];
  if (because === 'step') return [...head, 'no attempt of it was started.'];
  return because === 'attempt'
    ? [...head, 'it is aimed at an attempt that was not needed.']
    : [...head, 'its moment did not come, or chance spared the attempt.'];
}
