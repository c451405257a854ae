import { describe, expect, test } from 'vitest';
import { taskKeyOf } from '../../../src/model/ids';
import { ZERO } from '../../../src/model/time';
import type { StoredRun } from '../../../src/protocol/engine';
import { ClientLibrary } from '../../../src/runtime/live/clientLibrary';
import type { AttemptWork } from '../../../src/runtime/live/orders';
import { memoryRunStores } from '../../../src/storage/memory';
import { notesRun } from '../../support/fixtureRun';

const READER = 'from metaflow import FlowSpec, step, Flow';

const { run: fixture, events: log } = notesRun();

/** Stores the fixture's run, and once more with `source`. */
async function twoRuns(source: string, changes: Partial<StoredRun['scenario']> = {}) {
  const stores = memoryRunStores();
  const first = await stores.runs.create(fixture);
  await stores.log.append(first.id, log);
  const second = await stores.runs.create({ ...fixture, scenario: { ...fixture.scenario, source, ...changes } });
  return { stores, first, second };
}

const attemptOf = (step: string, attempt = 0): AttemptWork => {
  const place = { step, foreach: [], round: 0 };
  const task = taskKeyOf(place);
  return {
    kind: 'attempt',
    key: `${task}/${String(attempt)}`,
    place,
    attempt,
    since: ZERO,
    deadline: null,
    task,
    fallback: false,
  };
};

async function opened(source: string, changes?: Partial<StoredRun['scenario']>) {
  const { stores, second } = await twoRuns(source, changes);
  return ClientLibrary.open(second, stores);
}

describe('the runs that an attempt may read', () => {
  test('are those that began before its run, by ids that differ from its own', async () => {
    const library = await opened(READER);
    library?.add(log);
    const runs = library?.viewFor(attemptOf('start'), new Set()).client.runs;
    expect(runs?.map(({ id }) => id)).toEqual([fixture.id, `${fixture.id}~1`]);
    expect(library?.hasOthers).toBe(true);
    expect(runs?.[1]?.tasks.map(({ step }) => step)).toEqual(['start', 'api_call', 'risky_logic', 'summarize', 'end']);
  });

  test('are no later ones', async () => {
    const { stores, first } = await twoRuns(READER);
    const library = await ClientLibrary.open({ ...first, scenario: { ...first.scenario, source: READER } }, stores);
    expect(library?.hasOthers).toBe(false);
    expect(library?.viewFor(attemptOf('start'), new Set()).client.runs).toHaveLength(1);
  });

  test('end with the start of the attempt itself, however far the run has come', async () => {
    const library = await opened(READER);
    library?.add(log.slice(0, 9));
    library?.add(log.slice(9));
    const [own] = library?.viewFor(attemptOf('api_call', 1), new Set()).client.runs ?? [];
    expect(own?.tasks.map(({ step, attempts }) => [step, attempts.map(({ ended }) => ended)])).toEqual([
      ['start', [3e6]],
      ['api_call', [6e6, null]],
    ]);
  });

  test('are none for a flow that does not mention the client', async () => {
    expect(await opened('from metaflow import FlowSpec, step')).toBeNull();
    expect(await opened(READER, { language: 'typescript' })).toBeNull();
  });

  test('are also for a flow of which a module mentions it', async () => {
    const module = btoa('import metaflow\nlast = metaflow.Flow("F").latest_run');
    expect(await opened('import helper', { files: { 'helper.py': module } })).not.toBeNull();
    expect(await opened('import helper', { files: { 'helper.txt': module } })).toBeNull();
  });
});
