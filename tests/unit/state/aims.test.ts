import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../../src/model/scenario';
import type { Fault, FaultKind } from '../../../src/model/scenario';
import { barSeconds, CODE_FROM, CODE_TO, crackAt, draggedTo, nudged } from '../../../src/state/aimBar';
import { foreachTyped, withAnswer, withInput, withSeconds } from '../../../src/state/aimFields';
import {
  aimMarks,
  aimSentence,
  aimWords,
  atMoment,
  attemptChoices,
  KIND_WORDS,
  kindGroups,
  momentOf,
  momentsOf,
  ofKind,
  runMarks,
} from '../../../src/state/aims';
import { planProblems } from '../../../src/engine/planProblems';
import { graphFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const graph = graphFrom(NOTES_FLOW);
const kill: Fault = { kind: 'spot-interruption', step: 'api_call', attempts: 1, moment: 'during' };
const kinds = Object.keys(KIND_WORDS) as FaultKind[];

describe('what is aimed in words', () => {
  test.each<[Partial<Fault>, string]>([
    [{}, 'spot interruption · attempt 1'],
    [{ attempts: [0, 2] }, 'spot interruption · attempts 0 to 2'],
    [{ attempts: 'every', probability: 0.4 }, 'spot interruption · every attempt · 40 %'],
    [{ foreach: [3] }, 'spot interruption · [3] · attempt 1'],
  ])('%j', (change, words) => {
    expect(aimWords({ ...kill, ...change })).toBe(words);
  });

  test.each<[Fault, string]>([
    [
      { ...kill, moment: { at: 0.9 } },
      'The spot instance is reclaimed: attempt 1 of api_call is ended, and what it had set is lost. 0.90 s into your code.',
    ],
    [
      { kind: 'metadata-unavailable', step: '*', moment: { at: 10, of: 'run' }, seconds: 15 },
      'The metadata service does not answer: every attempt of every step ends before your code. From 10.00 s to 25.00 s of the run.',
    ],
  ])('%j', (fault, sentence) => {
    expect(aimSentence(fault)).toBe(sentence);
  });
});

describe('the moment of a failure', () => {
  test.each(kinds)('whatever is chosen for %s is chosen then, and no problem of the plan', (kind) => {
    const fault = ofKind(kill, kind);
    for (const { value } of momentsOf(kind)) {
      const aimed = atMoment(fault, value);
      expect(momentOf(aimed)).toBe(value);
      const subject = { services: [], platform: PLATFORMS.kubernetes, graph, artifacts: null };
      const found = planProblems({ ...subject, faults: [aimed] });
      expect(found.filter(({ path }) => path.includes('moment'))).toEqual([]);
    }
  });

  test('of another kind stays where that kind can strike, and goes where it cannot', () => {
    expect(ofKind({ ...kill, moment: 'after' }, 'eviction').moment).toBe('after');
    expect(ofKind({ ...kill, moment: { at: 4, of: 'run' } }, 'metadata-unavailable').moment).toEqual({
      at: 4,
      of: 'run',
    });
    expect(ofKind({ ...kill, moment: 'after' }, 'code-bug')).not.toHaveProperty('moment');
  });

  test.each<[number, Fault['moment']]>([
    [0.1, 'before'],
    [CODE_FROM, { at: 0 }],
    [(CODE_FROM + CODE_TO) / 2, { at: 2 }],
    [0.95, 'after'],
  ])('dragged to %f is %j', (along, moment) => {
    expect(draggedTo(kill, along, 4).moment).toEqual(moment);
  });

  test('is where the crack was dragged to', () => {
    const dragged = draggedTo(kill, 0.6, 4);
    expect(crackAt(dragged, 4)).toBeCloseTo(0.6, 2);
    expect(barSeconds({ ...kill, moment: { at: 30 } }, 4)).toBeGreaterThan(30);
  });

  test('goes from one end to the other by arrow keys, and stays there', () => {
    let fault = atMoment(kill, 'before');
    const seen = new Set<string>();
    for (let i = 0; i < 30; i++) {
      fault = nudged(fault, 1, 4);
      seen.add(momentOf(fault));
    }
    expect([...seen]).toEqual(['during', 'after']);
    for (let i = 0; i < 30; i++) fault = nudged(fault, -1, 4);
    expect(momentOf(fault)).toBe('before');
  });
});

describe('marks', () => {
  test('stand left, in the middle and right, at every step for *', () => {
    const faults: Fault[] = [
      { ...kill, moment: 'before' },
      { kind: 'eviction', step: 'end' },
      { kind: 'datastore-unavailable', step: 'end' },
    ];
    expect(aimMarks(faults, graph).map(({ index, step, along }) => [index, step, along < 0.3, along > 0.7])).toEqual([
      [0, 'api_call', true, false],
      [1, 'end', false, false],
      [2, 'end', false, true],
    ]);
    expect(aimMarks([{ kind: 'slow', step: '*' }], graph)).toHaveLength(5);
  });

  test('of the run stand on its ruler, not in the graph', () => {
    const fault: Fault = { kind: 'metadata-unavailable', step: '*', moment: { at: 10, of: 'run' } };
    expect(aimMarks([fault], graph)).toEqual([]);
    expect(runMarks([fault])).toEqual([{ index: 0, from: 10, to: 20, words: 'metadata unavailable · every step' }]);
    expect(runMarks([{ ...kill, moment: { at: 3, of: 'run' } }])[0]?.to).toBeNull();
  });
});

describe('what there is to choose from', () => {
  test('begins with what the platform brings about by itself', () => {
    expect(kindGroups(PLATFORMS.kubernetes)[0]?.kinds.slice(0, 2)).toEqual(['eviction', 'spot-interruption']);
    expect(kindGroups(PLATFORMS.local)[0]?.kinds[0]).toBe('out-of-memory');
    expect(
      kindGroups(PLATFORMS.batch)
        .flatMap((group) => group.kinds)
        .toSorted(),
    ).toEqual(kinds.toSorted());
  });

  test('are the attempts of the step, its fallbacks included', () => {
    expect(attemptChoices(graph, 'api_call', PLATFORMS.kubernetes)).toEqual([0, 1, 2, 3]);
    expect(attemptChoices(graph, 'end', PLATFORMS.kubernetes)).toEqual([0]);
    expect(attemptChoices(graph, '*', PLATFORMS.kubernetes)).toHaveLength(6);
  });

  test.each([
    ['3', 1, [3]],
    [' 2, 0 ', 2, [2, 0]],
    ['', 1, null],
    ['1,2', 1, 'wrong'],
    ['x', 1, 'wrong'],
  ])('%j names the task %j', (text, depth, foreach) => {
    expect(foreachTyped(text, depth)).toEqual(foreach);
  });

  test('fields give what they say, and leave out what they do not', () => {
    expect(withSeconds({ ...kill, seconds: 4 }, '')).not.toHaveProperty('seconds');
    expect(withSeconds(kill, '2,5').seconds).toBe(2.5);
    expect(withInput({ kind: 'bad-input', step: 'end' }, { name: 'data' }).input).toEqual({
      name: 'data',
      change: 'null',
    });
    const service: Fault = { kind: 'service', step: 'end', service: { name: 'api', answer: 503 } };
    expect(withAnswer(service, { answer: 'timeout' }).service).toEqual({ name: 'api', answer: 'timeout' });
    expect(withAnswer(service, { answer: 'late' }).service).toEqual({ name: 'api', latency: 5 });
    expect(withAnswer({ kind: 'network-blip', step: 'end' }, { name: '' })).not.toHaveProperty('service');
  });
});
