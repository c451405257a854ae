import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { consoleLines } from '../cli/console';
import { textOf } from '../cli/lines';
import { digestOf } from '../engine/digest';
import { apply, startRun } from '../engine/run';
import { transcriptsOf } from '../engine/transcript';
import type { ArtifactPreview, CardContent } from '../model/artifact';
import { AssertionError, FaultlineError } from '../model/assert';
import type { RunEvent } from '../model/events';
import type { ContentHash } from '../model/ids';
import type { RunOutcome, RunRecord, ScenarioInput } from '../model/record';
import type { Run } from '../model/run';
import type { Scenario } from '../model/scenario';
import type { RunSetup } from '../model/setup';
import { scenarioOf } from '../runtime/scenario';
import { derivedSetup } from './derivedSetup';
import { isShallow } from './plainData';
import { asEvents, asPreview, asSetup, eventsSchema, recordSchema, type ReadRecord } from './recordSchema';

/** A run that was made elsewhere, checked: its log folds, and has the digest that the record gives it. */
export interface RecordedRun {
  readonly scenario: Scenario;
  readonly setup: RunSetup;
  readonly events: readonly RunEvent[];
  readonly run: ReadRecord['run'];
  readonly preamble: readonly string[];
  readonly previews: ReadonlyMap<ContentHash, ArtifactPreview>;
  readonly cards: readonly CardContent[];
  readonly engine: string;
}

/** Values of foreaches and targets of transitions in one log: each becomes a task when it is folded. */
const SUCCESSORS_MAX = 200_000;

/** Reads a record of unknown origin. @throws {FaultlineError} `bad-record`, saying where it is wrong and why. */
export function recordedRunOf(input: unknown): RecordedRun {
  if (!isShallow(input)) throw badRecord('', 'it is nested too deeply');
  const record = fitting(recordSchema, input, '');
  const given: unknown = (input as Partial<RunRecord>).events;
  const events = asEvents(fitting(eventsSchema, given, 'events'));
  const scenario = scenarioIn(record);
  const setup = record.setup ? asSetup(record.setup) : derivedSetup(scenario, record.run, events);
  if (setup === null) throw badRecord('scenario.source', 'it holds no flow that can run, and the record has no setup');
  checkLog(setup, events, record.run);
  if (digestOf(events, scenario.language) !== record.run.digest) {
    throw badRecord('run.digest', 'it is not that of the events: one of the two was changed');
  }
  return {
    scenario,
    setup,
    events,
    run: record.run,
    preamble: preambleIn(record.run.output, setup, events),
    ...contentsIn(record, setup, events),
    engine: typeof record.scenario['engine'] === 'string' ? record.scenario['engine'] : 'unknown',
  };
}

const badRecord = (path: string, what: string): FaultlineError =>
  new FaultlineError('bad-record', `This record cannot be shown: ${path === '' ? '' : `${path}: `}${what}.`, { path });

function fitting<S extends v.GenericSchema>(schema: S, input: unknown, path: string): v.InferOutput<S> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = [path, v.getDotPath(issue) ?? ''].filter((part) => part !== '').join('.');
  throw badRecord(at, issue.message.replace(/\.$/, '').slice(0, 300));
}

function scenarioIn({ scenario }: ReadRecord): Scenario {
  try {
    return scenarioOf(scenario as unknown as ScenarioInput);
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error;
    throw badRecord('scenario', error.message.replace(/\.$/, ''));
  }
}

function checkLog(setup: RunSetup, events: readonly RunEvent[], run: ReadRecord['run']): void {
  const [opening] = events;
  if (opening?.type !== 'run-started') throw badRecord('events.0', 'a log begins with run-started');
  if (opening.flowName !== run.flowName || setup.flowName !== run.flowName) {
    throw badRecord('run.flowName', 'the events are of another flow');
  }
  const successors = events.reduce((sum, event) => sum + successorsOf(event), setup.clones.length);
  if (successors > SUCCESSORS_MAX) throw badRecord('events', 'they tell of more tasks than can be shown');
  const { phase } = folded(setup, events);
  const told: RunOutcome = phase === 'running' ? 'interrupted' : (phase as RunOutcome);
  if (told !== run.outcome) throw badRecord('run.outcome', `the events tell that the run ${OUTCOMES[told]}`);
}

const OUTCOMES: Readonly<Record<RunOutcome, string>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'was stopped',
  interrupted: 'did not end',
  rejected: 'never began',
};

function successorsOf(event: RunEvent): number {
  if (!('transition' in event) || event.transition === null) return 0;
  return event.transition.targets.length + (event.transition.foreach?.numSplits ?? 0);
}

/** A log of our own always folds; what does not was made or changed by somebody else. */
function folded(setup: RunSetup, events: readonly RunEvent[]): Run {
  let run = startRun(setup);
  for (const event of events) {
    try {
      run = apply(run, event);
    } catch (error) {
      if (!(error instanceof AssertionError || error instanceof TypeError)) throw error;
      throw badRecord(`events.${String(run.length)}`, `it cannot follow the events before it (${error.message})`);
    }
  }
  return run;
}

/** What the command printed before the run's own lines. */
function preambleIn(output: readonly string[], setup: RunSetup, events: readonly RunEvent[]): readonly string[] {
  const own = consoleLines(setup, events).length;
  return output.slice(0, Math.max(0, output.length - own));
}

/** Previews by the hashes that the events give them, and those cards whose HTML is the one that the events mean. */
function contentsIn(record: ReadRecord, setup: RunSetup, events: readonly RunEvent[]) {
  const said = new Map(transcriptsOf(setup, events).map((task) => [String(task.id), task.attempts.at(-1)]));
  const previews = new Map<ContentHash, ArtifactPreview>();
  const cards: CardContent[] = [];
  for (const task of record.tasks) {
    const last = said.get(task.id);
    for (const { name, hash } of last?.artifacts ?? []) {
      const preview = Object.hasOwn(task.artifacts, name) ? task.artifacts[name] : undefined;
      if (preview !== undefined) previews.set(hash, asPreview(preview));
    }
    task.cards.forEach(({ html }, i) => {
      const hash = last?.cards[i]?.hash;
      if (hash !== undefined && html !== '' && bytesToHex(sha256(utf8ToBytes(html))) === hash)
        cards.push({ hash, html });
    });
  }
  return { previews, cards };
}

/** The lines of the run itself, as its console has them. */
export const printedLines = (setup: RunSetup, events: readonly RunEvent[]): readonly string[] =>
  consoleLines(setup, events).map(textOf);
