import { expect, test } from 'vitest';
import type { CommandOf } from '../../../src/cli/command';
import { dumpedArtifacts, dumpLines, type LookedAt } from '../../../src/cli/dump';
import { logsLines } from '../../../src/cli/logs';
import { parseCommand } from '../../../src/cli/parse';
import type { Json } from '../../../src/model/json';
import { flow } from '../../support/goldensFlow';
import {
  artifact,
  failed,
  logOf,
  plan,
  printed,
  RUN_STARTED,
  setupOf,
  started,
  succeeded,
} from '../../support/goldensLog';

const again = { step: 'work', attempt: 1 };
const run: LookedAt = {
  setup: setupOf([plan('start', ['work']), plan('work', ['end']), plan('end', [])]),
  events: logOf([
    [0, null, RUN_STARTED],
    [0, 'start', started('1')],
    [1, 'start', succeeded(['work'], { artifacts: [artifact('xs'), artifact('name'), artifact('_hidden')] })],
    [1, 'work', started('2')],
    [2, 'work', printed(['first try'])],
    [2, 'work', failed()],
    [2, again, started('2')],
    [3.5, again, printed(['  hi'])],
    [3.5, again, printed(['warned'], { stream: 'stderr' })],
    [4, again, succeeded(['end'])],
  ]),
};
const values: Record<string, Json> = { xs: [1, 'b', null], name: 'F', _hidden: { type: 'set', repr: '{1}' } };
const previews = new Map(Object.entries(values).map(([name, value]) => [artifact(name).hash, value]));

const dumped = (line: string): readonly string[] => {
  const command = parseCommand(line.split(' '), flow()) as CommandOf<'dump'>;
  return dumpLines(run, command, previews);
};
const logged = (line: string): readonly string[] | null =>
  logsLines(run, parseCommand(line.split(' '), flow()) as CommandOf<'logs'>);

const HEAD = 'Dumping output of run_id=17 step=start task_id=1';

test.each([
  [
    'dump 17/start',
    [HEAD, "name [size: 5 type: <class 'int'>] = F", "xs [size: 5 type: <class 'int'>] = [1, 'b', None]"],
  ],
  ['dump 17/start/1 --include xs', [HEAD, "xs [size: 5 type: <class 'int'>] = [1, 'b', None]"]],
  ['dump 17/start --private --include _hidden', [HEAD, "_hidden [size: 5 type: <class 'int'>] = {1}"]],
  [
    'dump 17/start --include xs --max-value-size 0',
    [HEAD, "xs [size: 5 type: <class 'int'>] = < artifact too large >"],
  ],
  ['dump 17/start/9', []],
  ['dump 17/gone', []],
])('%s', (line, lines) => {
  expect(dumped(line)).toEqual(lines);
});

test('dump asks for the previews that it will print', () => {
  const command = parseCommand(['dump', '17/start', '--include', 'xs'], flow()) as CommandOf<'dump'>;
  expect(dumpedArtifacts(run, command)).toEqual([artifact('xs')]);
});

const LOG_HEAD = 'Dumping logs of run_id=17 step=work task_id=2';

test.each([
  ['logs 17/work', [LOG_HEAD, 'stdout', '  hi', 'stderr', 'warned']],
  ['logs 17/work/2 --stdout', [LOG_HEAD, 'stdout', '  hi']],
  ['logs 17/work --stdout --attempt 0', [LOG_HEAD, 'stdout', 'first try']],
  ['logs 17/work --stderr --timestamps', [LOG_HEAD, 'stderr', '2026-01-01 00:00:03.500 warned']],
  ['logs 17/end', null],
])('%s', (line, lines) => {
  expect(logged(line)).toEqual(lines);
});

test('what @catch stored is an exception of Metaflow, told by class and message', () => {
  const stored = { ...artifact('e'), type: 'MetaflowExceptionWrapper' };
  const caught: LookedAt = {
    ...run,
    events: logOf([
      [0, null, RUN_STARTED],
      [0, 'start', started('1')],
      [1, 'start', succeeded(['work'], { artifacts: [stored] })],
    ]),
  };
  const preview = { type: 'MetaflowExceptionWrapper', exception: 'ValueError', message: 'boom' };
  const command = parseCommand(['dump', '1/start'], flow()) as CommandOf<'dump'>;
  expect(dumpLines(caught, command, new Map([[stored.hash, preview]]))[1]).toMatch(
    /^e \[size: \d+ type: <class 'metaflow.exception.MetaflowExceptionWrapper'>\] = ValueError: boom$/,
  );
});
