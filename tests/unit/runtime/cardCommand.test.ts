import { beforeEach, describe, expect, test } from 'vitest';
import type { CommandOf } from '../../../src/cli/command';
import { parseCommand } from '../../../src/cli/parse';
import type { EventFact } from '../../../src/model/events';
import { asContentHash, asRunId, asTaskId } from '../../../src/model/ids';
import type { RunStores } from '../../../src/runtime/ports';
import { cardsPrinted } from '../../../src/runtime/live/cardCommand';
import { tagsPrinted } from '../../../src/runtime/live/tagCommand';
import { memoryRunStores } from '../../../src/storage/memory';
import { graphFrom, logOf, notesRun, storedRun } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const { flow } = graphFrom(NOTES_FLOW);
const HASH = asContentHash('c'.repeat(64));
const { run, events } = notesRun('succeeded');
const RUN = run.id;

let stores: RunStores;
beforeEach(async () => {
  stores = memoryRunStores();
  await stores.runs.create({ ...run, tags: ['nightly'] });
  await stores.log.commit({ run: RUN, events, artifacts: [], cards: [{ hash: HASH, html: '<h1>\nCard</h1>' }] });
});

const asked = (line: string) =>
  cardsPrinted(parseCommand(['card', ...line.split(' ')], flow) as CommandOf<'card'>, flow, stores);
const tagged = async (line: string) => {
  const printed = await tagsPrinted(
    parseCommand(['tag', ...line.split(' ')], flow) as CommandOf<'tag'>,
    flow.name,
    stores,
  );
  return printed.kind === 'printed' ? printed.lines : [printed.headline, printed.message];
};

describe('card', () => {
  test.each(['summarize', `${RUN}/summarize`, `${RUN}/summarize/4`])('get %s prints the HTML', async (path) => {
    const head = `Resolving card: ${flow.name}/${RUN}/summarize/4`;
    expect(await asked(`get ${path}`)).toEqual({ kind: 'printed', lines: [head, '<h1>', 'Card</h1>'] });
  });

  test('view asks the page to open it', async () => {
    expect(await asked('view summarize')).toMatchObject({
      news: { kind: 'show-card', runId: RUN, taskId: '4', hash: HASH },
    });
  });

  test('list goes through the newest run', async () => {
    const printed = await asked('list');
    expect(printed.kind === 'printed' && printed.lines.slice(0, 3)).toEqual([
      `Listing cards for run ${flow.name}/${RUN}`,
      'Step : summarize',
      '\tTask: 4',
    ]);
  });

  test('list as JSON holds nothing but JSON', async () => {
    const printed = await asked('list summarize --as-json');
    const lines = printed.kind === 'printed' ? printed.lines : [];
    expect(JSON.parse(lines.join('\n'))).toEqual({
      pathspec: `${flow.name}/${RUN}/summarize/4`,
      cards: [{ id: null, hash: HASH, type: 'default', filename: `default-${HASH}.html` }],
    });
  });

  test.each([
    ['get start', 'Card not found in datastore', `Card not found for pathspec FailureHandlingFlow/${RUN}/start/1`],
    [
      'get nowhere',
      'Cannot resolve task for pathspec',
      `Step nowhere not found for Run('FailureHandlingFlow/${RUN}').`,
    ],
    [`get ${RUN}/start/9`, 'Cannot resolve task for pathspec', `Task pathspec ${RUN}/start/9 not found.`],
    ['get a/b/c/d', 'Invalid command', expect.stringContaining('The PATHSPEC argument should be')],
  ])('%s is refused', async (line, headline, message: unknown) => {
    expect(await asked(line)).toMatchObject({ kind: 'refused', headline, message });
  });

  describe('of a cloned task', () => {
    beforeEach(async () => {
      const clone: EventFact = {
        type: 'task-cloned',
        taskId: asTaskId('1'),
        originTaskId: asTaskId('4'),
        frames: [],
        artifacts: [],
        transition: null,
        caught: null,
      };
      const resumed = { ...storedRun(NOTES_FLOW, 'succeeded', '99'), originRunId: RUN };
      await stores.runs.create(resumed);
      await stores.log.append(asRunId('99'), logOf([{ at: 0, step: 'summarize', fact: clone }]));
    });

    test('is that of its origin', async () => {
      expect(await asked('get summarize')).toMatchObject({
        lines: [`Resolving card resumed from: ${flow.name}/${RUN}/summarize/4`, '<h1>', 'Card</h1>'],
      });
    });

    test('is not there where the origin is not followed', async () => {
      expect(await asked('get summarize --no-follow-resumed')).toMatchObject({
        headline: 'Card not found in datastore',
      });
    });
  });
});

describe('tag', () => {
  test('adds, removes and lists, and the run keeps it', async () => {
    expect((await tagged(`add --run-id ${RUN} b a`))[0]).toBe('Operation successful. New tags:');
    await tagged(`remove --run-id ${RUN} nightly`);
    expect(await tagged(`list --run-id ${RUN} --hide-system-tags`)).toContain('a    b');
    expect((await stores.runs.get(RUN))?.tags).toEqual(['a', 'b']);
    await tagged(`replace --run-id ${RUN} --remove a --add c`);
    expect((await stores.runs.get(RUN))?.tags).toEqual(['b', 'c']);
  });

  test.each([
    [
      'add x',
      [
        'Invalid command',
        `Please specify a run-id using --run-id.\n*FailureHandlingFlow*'s latest run in namespace *user:${run.scenario.user}* has id *${RUN}*.`,
      ],
    ],
    ['add --run-id 4 x', ['Invalid command', 'No run *FailureHandlingFlow/4* found for flow *FailureHandlingFlow*']],
    ['add --run-id a/b x', ['Invalid command', 'Run-id *a/b* is not a valid run-id']],
    [
      `remove --run-id ${RUN} runtime:dev`,
      ['Tagging error', "Cannot remove a tag that is an existing system tag (['runtime:dev'])"],
    ],
  ])('%s is refused', async (line, said) => {
    expect(await tagged(line)).toEqual(said);
    expect((await stores.runs.get(RUN))?.tags).toEqual(['nightly']);
  });

  test('there is nothing to list of a flow that never ran', async () => {
    stores = memoryRunStores();
    expect(await tagged('list')).toEqual([
      'Invalid command',
      'Cannot list tags because the flow FailureHandlingFlow has never been run.',
    ]);
  });
});
