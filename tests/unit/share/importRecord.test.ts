import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/engine/digest';
import type { RunRecord } from '../../../src/model/record';
import { importRecord } from '../../../src/share/importRecord';
import { contentOfLink, linkOf } from '../../../src/share/link';
import { scenarioOf } from '../../../src/runtime/scenario';
import { recordOfStored } from '../../../src/runtime/live/storedRecord';
import { memoryRunStores } from '../../../src/storage/memory';
import { notesRecord } from '../../support/notesRecord';

const plain = async (): Promise<RunRecord> => JSON.parse(JSON.stringify(await notesRecord())) as RunRecord;
type Loose = Readonly<Record<string, unknown>>;

describe('a record made elsewhere', () => {
  test('is stored, and comes out as it came in', async () => {
    const stores = memoryRunStores();
    const record = await plain();
    const { id } = await importRecord(record, stores);
    const stored = await stores.runs.get(id);
    expect(stored).toMatchObject({ imported: true, outcome: 'succeeded', digest: record.run.digest });
    if (stored === null) throw new Error('the run is stored');
    expect(JSON.parse(JSON.stringify(await recordOfStored(stored, stores)))).toEqual(record);
  });

  test('needs no setup where the flow’s text tells it', async () => {
    const { setup: _, ...record } = await plain();
    const stores = memoryRunStores();
    const { id } = await importRecord(record, stores);
    expect((await stores.log.read(id)).length).toBe(record.events.length);
  });

  test('a second one of the same id stands beside the first', async () => {
    const stores = memoryRunStores();
    const record = await plain();
    const ids = [(await importRecord(record, stores)).id, (await importRecord(record, stores)).id];
    expect(ids[1]).toBe(`${String(ids[0])}~2`);
  });

  test.each<[string, RegExp, (record: Loose) => unknown]>([
    ['nothing', /record cannot be shown/, () => null],
    [
      'another schema',
      /schema: a record says "faultline.run\/1"/,
      (record) => ({ ...record, schema: 'faultline.run/2' }),
    ],
    ['no events', /events/, (record) => ({ ...record, events: [] })],
    ['an event too few', /run\.digest: it is not that of the events/, (record) => without(record, 1)],
    ['a gap', /events\.3: it cannot follow/, (record) => ({ ...record, events: eventsIn(record).toSpliced(3, 1) })],
    ['a changed line', /run\.digest: it is not that of the events/, (record) => relined(record)],
    [
      'another outcome',
      /run\.outcome: the events tell that the run succeeded/,
      (record) => withRun(record, { outcome: 'failed' }),
    ],
    ['a seed that is none', /scenario: seed/, (record) => withScenario(record, { seed: -1 })],
    ['an event with a field of its own', /events\.0/, (record) => withEvent(record, { html: '<b>' })],
  ])('%s is refused in words', async (_, words, change) => {
    const stores = memoryRunStores();
    const changed = change((await plain()) as unknown as Loose);
    await expect(importRecord(changed, stores)).rejects.toThrow(words);
    expect(await stores.runs.list()).toEqual([]);
  });
});

test('a link carries a recorded run whole, but for its cards', async () => {
  const record = await plain();
  const scenario = scenarioOf(record.scenario);
  const { record: carried } = contentOfLink(linkOf({ scenario, record }));
  const tasks = record.tasks.map((task) => ({ ...task, cards: task.cards.map((card) => ({ ...card, html: '' })) }));
  expect(JSON.parse(JSON.stringify(carried))).toEqual({ ...record, tasks });
});

test('a run of the notes’ flow fits into a chat’s 2,000 characters', async () => {
  const record = await plain();
  expect(linkOf({ scenario: scenarioOf(record.scenario), record }).length).toBeLessThan(2_000);
});

const eventsIn = (record: Loose): RunRecord['events'] => record['events'] as RunRecord['events'];
const withRun = (record: Loose, changes: object): unknown => ({
  ...record,
  run: { ...(record['run'] as object), ...changes },
});
const withScenario = (record: Loose, changes: object): unknown => ({
  ...record,
  scenario: { ...(record['scenario'] as object), ...changes },
});

function without(record: Loose, seq: number): unknown {
  const events = eventsIn(record).filter((event) => event.seq !== seq);
  return { ...record, events: events.map((event, i) => ({ ...event, seq: i })) };
}

const withEvent = (record: Loose, changes: object): unknown => ({
  ...record,
  events: eventsIn(record).map((event) => ({ ...event, ...changes })),
});

function relined(record: Loose): unknown {
  const events = eventsIn(record).map((event) =>
    event.type === 'output' ? { ...event, lines: ['another line'] } : event,
  );
  if (digestOf(events) === digestOf(eventsIn(record))) throw new Error('the log has a line');
  return { ...record, events };
}
