import { describe, expect, test } from 'vitest';
import { setupOf } from '../../../src/engine/setup';
import { graphOf } from '../../../src/graph/graphOf';
import type { EventFact } from '../../../src/model/events';
import { asRunId, taskKeyOf } from '../../../src/model/ids';
import { PLATFORMS } from '../../../src/model/scenario';
import { instantOf, microseconds, type Instant } from '../../../src/model/time';
import type { Work } from '../../../src/model/work';
import { Agenda } from '../../../src/runtime/agenda';
import type { Happening } from '../../../src/runtime/world';
import { flowOf, linear, split, step } from '../../support/randomRun';

const at = (seconds: number): Instant => instantOf(microseconds(seconds));
const join = { argumentCount: 2 };
const graph = graphOf(
  flowOf([
    step('start', split('left', 'right')),
    step('right', linear('join')),
    step('left', linear('join')),
    step('join', linear('end'), join),
    step('end', null),
  ]),
);
const setup = setupOf(graph, {
  runId: asRunId('1'),
  platform: PLATFORMS.kubernetes,
  maxWorkers: 16,
  maxNumSplits: 100,
  maxLogBytes: 1000,
  tags: [],
  withDecorators: [],
  configs: {},
  parameters: [],
  origin: null,
});

const attempt = (name: string, since: number, deadline: number | null = null): Work => {
  const place = { step: name, foreach: [], round: 0 };
  const task = taskKeyOf(place);
  const base = { key: `${task} 0`, place, attempt: 0, since: at(since), task, fallback: false };
  return { kind: 'attempt', deadline: deadline === null ? null : at(deadline), ...base };
};
const says = (name: string, seconds: number, n: number): Happening => ({
  ...{ step: name, foreach: [], round: 0, attempt: 0, n, at: at(seconds) },
  ...({ type: 'output', stream: 'stdout', by: 'code', lines: [`${name} ${String(n)}`] } satisfies EventFact),
});
const ends = (name: string, seconds: number, n: number): Happening => ({
  ...{ step: name, foreach: [], round: 0, attempt: 0, n, at: at(seconds) },
  ...({ type: 'attempt-succeeded', artifacts: [], transition: null, caught: null, cards: [] } satisfies EventFact),
});
const told = (happenings: readonly Happening[]) => happenings.map(({ step: name, at, n }) => [name, at / 1e6, n]);

/** `left` and `right` in flight since 0. Their code begins at 2 s, an attempt lasts for at least 3 s. */
function agendaOfTwo(): Agenda {
  const agenda = new Agenda(setup);
  agenda.reconcile([attempt('right', 0), attempt('left', 0)]);
  return agenda;
}

describe('the order law', () => {
  test('nothing leaves while an attempt could still say something earlier', () => {
    const agenda = agendaOfTwo();
    agenda.say('right 0', says('right', 2.5, 1));
    expect(agenda.release(Infinity)).toEqual({ happenings: [], blocked: { by: 'attempt', floor: at(2) } });
    agenda.clock('left 0', at(2.6));
    expect(told(agenda.release(Infinity).happenings)).toEqual([['right', 2.5, 1]]);
  });

  test('ties go by the goldens’ order of steps, not by who spoke first', () => {
    const agenda = agendaOfTwo();
    agenda.say('right 0', says('right', 2, 1));
    agenda.say('left 0', says('left', 2, 1));
    agenda.end('left 0', ends('left', 3, 2));
    agenda.end('right 0', ends('right', 3, 2));
    expect(told(agenda.release(Infinity).happenings)).toEqual([
      ['left', 2, 1],
      ['right', 2, 1],
      ['left', 3, 2],
    ]);
  });

  test('a step that comes first in the order holds back what others say at the same instant', () => {
    const agenda = agendaOfTwo();
    agenda.say('right 0', says('right', 2, 1));
    expect(agenda.release(Infinity).happenings).toEqual([]);
    agenda.say('left 0', says('left', 2, 1));
    expect(told(agenda.release(Infinity).happenings)).toEqual([['left', 2, 1]]);
  });

  test('a release ends with the first event that decides what is wanted', () => {
    const agenda = agendaOfTwo();
    agenda.end('left 0', ends('left', 3, 1));
    agenda.end('right 0', ends('right', 3, 1));
    expect(told(agenda.release(Infinity).happenings)).toEqual([['left', 3, 1]]);
  });

  test('what lies after the played clock waits for it', () => {
    const agenda = agendaOfTwo();
    agenda.end('left 0', ends('left', 3, 1));
    agenda.end('right 0', ends('right', 3, 1));
    expect(agenda.release(at(2.9))).toEqual({ happenings: [], blocked: { by: 'clock', until: at(3) } });
  });

  test('an attempt past its deadline is killed there, after what it said before', () => {
    const agenda = new Agenda(setup);
    agenda.reconcile([attempt('left', 0, 5)]);
    agenda.say('left 0', says('left', 4, 1));
    agenda.say('left 0', says('left', 6, 2));
    const { happenings } = agenda.release(Infinity);
    expect(told(happenings)).toEqual([
      ['left', 4, 1],
      ['left', 5, 2],
    ]);
    expect(happenings[1]).toMatchObject({ type: 'attempt-failed', failure: { cause: 'killed' }, artifacts: null });
  });

  test('an attempt that ends at its deadline is not killed', () => {
    const agenda = new Agenda(setup);
    agenda.reconcile([attempt('left', 0, 5)]);
    agenda.end('left 0', ends('left', 5, 1));
    expect(agenda.release(Infinity).happenings).toMatchObject([{ type: 'attempt-succeeded' }]);
  });

  test('work that is no longer wanted is forgotten with all it said', () => {
    const agenda = agendaOfTwo();
    agenda.say('left 0', says('left', 2, 1));
    agenda.reconcile([]);
    expect(agenda.release(Infinity)).toEqual({ happenings: [], blocked: { by: 'nothing' } });
    expect(agenda.horizon()).toBe(Infinity);
  });
});

describe('an attempt that dies while it starts up', () => {
  /** `left` starts at 3 s and dies at 3.5 s; `right` has been in flight since 0. */
  function agendaOfOneDying(): Agenda {
    const agenda = new Agenda(setup, ({ place }) => (place.step === 'left' ? at(3.5) : null));
    agenda.reconcile([attempt('right', 0), attempt('left', 3)]);
    agenda.say('right 0', says('right', 4, 1));
    return agenda;
  }

  test('is waited for: nothing overtakes its death', () => {
    expect(agendaOfOneDying().release(Infinity)).toEqual({
      happenings: [],
      blocked: { by: 'attempt', floor: at(3.5) },
    });
  });

  test('ends before what others say later', () => {
    const agenda = agendaOfOneDying();
    agenda.end('left 0', ends('left', 3.5, 1));
    expect(told(agenda.release(Infinity).happenings)).toEqual([['left', 3.5, 1]]);
  });
});

test('an attempt that is executed once more says again what was not released', () => {
  const agenda = agendaOfTwo();
  agenda.say('left 0', says('left', 2, 1));
  agenda.end('left 0', ends('left', 3, 2));
  agenda.end('right 0', ends('right', 9, 1));
  agenda.restart('left 0');
  expect(agenda.release(Infinity).blocked).toEqual({ by: 'attempt', floor: at(2) });
  agenda.end('left 0', ends('left', 4, 1));
  expect(told(agenda.release(Infinity).happenings)).toEqual([['left', 4, 1]]);
});
