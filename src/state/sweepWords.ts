import { VERDICTS, type Score, type Verdict } from '../lab/verdict';
import { SWEPT_KINDS } from '../lab/singleFaults';
import type { Fault, FaultKind } from '../model/scenario';
import type { SweepFacts, SweepMoment, SweepPlan } from '../protocol/sweep';
import { ANSWERS, CHANGES } from './aimFields';
import { KIND_WORDS } from './aims';
import type { Hue } from './look';
import type { JudgedRun, MatrixCell } from './sweepMatrix';
import type { SweepPhase } from './Sweep.svelte';
import { count, listing, type Sentence } from './words';

export type { Verdict };

/** Best first: trouble is what stands out by itself. */
export const SHOWN_VERDICTS: readonly Verdict[] = VERDICTS;

/** How a verdict is shown: a word in a cell, its name, what it means, and a family of colours. */
interface VerdictWords {
  readonly word: string;
  readonly label: string;
  readonly means: string;
  readonly hue: Hue;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, VerdictWords>> = {
  failed: { word: 'failed', label: 'Run failed', means: 'The run does not succeed.', hue: 'fail' },
  wrong: {
    word: 'wrong',
    label: 'Wrong result',
    means: 'The run succeeds, and the last step leaves other artifacts than the calm run.',
    hue: 'fail',
  },
  repeated: {
    word: 'repeated',
    label: 'Work repeated',
    means: 'The result is right, and an attempt that had acted on the world outside was executed again.',
    hue: 'wait',
  },
  caught: {
    word: 'caught',
    label: 'Caught',
    means: '@catch handles the failure, and the run goes on without.',
    hue: 'caught',
  },
  survived: {
    word: 'survived',
    label: 'Survived',
    means: 'The run succeeds with the calm run’s result.',
    hue: 'ok',
  },
  untouched: { word: 'no hit', label: 'No hit', means: 'The failure found nothing to strike.', hue: 'idle' },
};

/** Over a group of columns. */
export const COLUMN_WORDS: Readonly<Record<FaultKind, string>> = {
  'spot-interruption': 'Spot',
  eviction: 'Eviction',
  'out-of-memory': 'Memory',
  'metadata-unavailable': 'Metadata',
  'datastore-unavailable': 'Store',
  'network-blip': 'Network',
  service: 'Service',
  'bad-input': 'Bad input',
  'code-bug': 'Bug',
  slow: 'Slow',
};

export const MOMENT_WORDS: Readonly<Record<SweepMoment, string>> = {
  before: 'before',
  start: 'start',
  during: 'during',
  after: 'after',
};

interface Option {
  readonly value: string;
  readonly label: string;
}

export const KIND_OPTIONS: readonly Option[] = SWEPT_KINDS.map((kind) => ({
  value: kind,
  label: KIND_WORDS[kind].label,
}));

export const MOMENT_OPTIONS: readonly Option[] = [
  { value: 'before', label: 'Before your code' },
  { value: 'start', label: 'As your code begins' },
  { value: 'during', label: 'During your code' },
  { value: 'after', label: 'After, before saving' },
];

/** What the score means, in the words of its own numbers. */
export function scoreWords({ of, counts, share }: Score): string {
  if (share === null) return 'until something struck.';
  const good = counts.survived + counts.caught;
  return `${String(good)} of ${count(of, 'single failure')} ${good === 1 ? 'is' : 'are'} survived or caught, and nothing is done twice.`;
}

/** What the others were held against. */
export function calmWords({ calm, cells }: SweepPlan): Sentence {
  const [first] = calm;
  if (first === undefined) return [];
  const runs = `${count(cells.length, 'run')}, held against `;
  const base =
    calm.length === 1
      ? `the calm run of seed ${String(first.seed)}: ${count(first.attempts, 'attempt')}, ${first.duration.toFixed(2)} s.`
      : `a calm run of each of ${String(calm.length)} seeds, from ${String(first.seed)} on.`;
  const repeated = [...new Set(calm.flatMap((one) => one.repeated.map(({ task }) => task)))];
  return repeated.length === 0
    ? [runs + base]
    : [`${runs}${base} Without any failure it repeats work of `, ...listing(repeated), ' already.'];
}

/** Said aloud when a sweep is over. */
export function endWords(phase: SweepPhase, score: Score): string {
  if (phase === 'stopped') return 'The sweep was stopped.';
  if (phase !== 'done' || score.share === null) return '';
  return `Swept. ${String(Math.floor(100 * score.share))} %: ${scoreWords(score)}`;
}

/** What the cell is about: `Spot interruption before your code, in attempt 0 of train.` */
export function cellTitle({ row, column }: MatrixCell): Sentence {
  const when = WHEN[column.moment];
  const of = { code: `${row.step}${row.task}` };
  return [`${KIND_WORDS[column.kind].label} ${when}, in attempt ${String(row.attempt)} of `, of];
}

const WHEN: Readonly<Record<SweepMoment, string>> = {
  before: 'before your code',
  start: 'as your code begins',
  during: 'halfway through your code',
  after: 'after your code, before anything is saved',
};

/** The cell's name for who does not see it. */
export function cellName(cell: MatrixCell): string {
  const { row, column, runs, verdict } = cell;
  const word = verdict === null ? 'not judged yet' : VERDICT_WORDS[verdict].label.toLowerCase();
  const many = runs.length > 1 ? `, worst of ${String(runs.length)}` : '';
  const where = `${row.step}${row.task} attempt ${String(row.attempt)}`;
  return `${where}, ${KIND_WORDS[column.kind].short} ${MOMENT_WORDS[column.moment]}: ${word}${many}`;
}

/** What tells the runs of one cell apart: the input, the service, the seed. */
export function variantWords({ cell }: JudgedRun, hasSeeds: boolean): string {
  const { fault, seed } = cell;
  return [...variantOf(fault), ...(hasSeeds ? [`seed ${String(seed)}`] : [])].join(' · ');
}

function variantOf({ input, service }: Fault): readonly string[] {
  if (input !== undefined) {
    const how = CHANGES.find(({ value }) => value === input.change)?.label ?? input.change;
    return [`${input.name}: ${input.key === undefined ? howWhole(input.change, how) : `without its key ${input.key}`}`];
  }
  if (service === undefined) return [];
  const answer = ANSWERS.find(({ value }) => value === String(service.answer))?.label ?? String(service.answer);
  return [`${service.name}: ${answer}`];
}

const howWhole = (change: string, label: string): string => (change === 'missing' ? 'does not arrive' : label);

/** What came of the run, and by what it was seen. */
export function factWords({ verdict, facts, cell }: JudgedRun): Sentence {
  if (verdict === null || facts === null) return ['Not judged yet.'];
  switch (verdict) {
    case 'untouched':
      return ['The failure struck nothing: the run went as it goes without.'];
    case 'failed':
      return [facts.message === null ? 'It was ended from outside.' : sentenceOf(facts.message)];
    case 'wrong':
      return [
        'The run succeeds, but ',
        ...listing(facts.differing),
        ` of the last step ${are(facts.differing)} not as in the calm run.`,
      ];
    case 'repeated':
      return repeatedWords(facts);
    case 'caught':
      return [{ code: '@catch' }, ' handled the failure of ', ...listing(facts.caught), ', and the run went on.'];
    case 'survived':
      return [survivedWords(facts, cell.attempt)];
  }
}

const are = ({ length }: readonly string[]): string => (length === 1 ? 'is' : 'are');

/** Metaflow's emphasis and line ends taken out. */
const sentenceOf = (message: string): string => {
  const text = message.replaceAll('*', '').replaceAll(/\s+/g, ' ').trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
};

function repeatedWords({ repeated }: SweepFacts): Sentence {
  const [first] = repeated;
  if (first === undefined) return [];
  const again = `and attempt ${String(first.attempt + 1)} ran it again: what it did outside has happened twice.`;
  const who = ` had ${first.request === null ? 'run its code to the end' : 'been answered '}`;
  const what: Sentence = first.request === null ? [', '] : [{ code: first.request }, ', '];
  return [`Attempt ${String(first.attempt)} of `, { code: first.task }, who, ...what, again];
}

function survivedWords({ retries }: SweepFacts, attempt: number): string {
  const result = 'The run ends with the calm run’s result';
  return retries > attempt ? `${result}: attempt ${String(attempt + 1)} did it.` : `${result}.`;
}
