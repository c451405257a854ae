import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../../src/model/scenario';
import type { Fault } from '../../../src/model/scenario';
import { READY_SERVICES } from '../../../src/model/services';
import { Draft } from '../../../src/state/Draft.svelte';
import { FailurePlan } from '../../../src/state/FailurePlan.svelte';
import { planTextOf, readPlan } from '../../../src/state/planText';
import type { DraftContent } from '../../../src/state/ports';
import { scenarioFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const kill: Fault = { kind: 'spot-interruption', step: 'api_call', attempts: 0, moment: 'during' };
const slow: Fault = { kind: 'slow', step: 'end', seconds: 3 };

function planOf(change: Partial<DraftContent> = {}) {
  const saved: DraftContent[] = [];
  const { command: _, ...content } = scenarioFrom(NOTES_FLOW);
  const draft = new Draft({ ...content, pace: 2, ...change }, (next) => saved.push(next));
  return { draft, plan: new FailurePlan(draft), saved };
}

describe('the text of a plan', () => {
  test('has a failure a line, and of the platform what differs', () => {
    const platform = { ...PLATFORMS.batch, slots: 2 };
    expect(planTextOf({ faults: [kill, slow], services: [], platform })).toBe(`{
  "faults": [
    { "kind": "spot-interruption", "step": "api_call", "attempts": 0, "moment": "during" },
    { "kind": "slow", "step": "end", "seconds": 3 }
  ],
  "services": [],
  "platform": { "name": "batch", "slots": 2 }
}
`);
  });

  test('comes back as it was', () => {
    const services = READY_SERVICES.map(({ service }) => service);
    const parts = { faults: [kill, slow], services, platform: { ...PLATFORMS.local, waits: true } };
    expect(readPlan(planTextOf(parts)).parts).toEqual(parts);
  });

  test.each([
    ['{ "faults": [}', 1, 'A value is missing here.'],
    ['{\n  "faults": []\n  "services": []\n}', 3, 'A comma is missing here.'],
    ['{ "faults": [] // none\n}', 1, 'JSON has no comments.'],
    ['', 1, 'The plan is empty. Give { "faults": [] }.'],
    ['{ "faults": [\n  { "kind": "slow" }\n] }', 2, 'This is missing. Give the name of a step, or "*".'],
    ['{\n  "falts": []\n}', 2, 'There is no such field. Did you mean faults?'],
    ['[]', 1, 'A list does not go here. Give an object: { "faults": […] }.'],
  ])('%j is told of its first error on line %i: %s', (text, line, message) => {
    expect(readPlan(text).problems[0]).toMatchObject({ line, message, severity: 'error' });
  });

  test('whatever it is, reading it gives parts or problems that stand in it', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"faults"',
      '"slow"',
      '1',
      'null',
      '\n',
      ' ',
      '"a',
      '//',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const { parts: plan, problems } = readPlan(text);
        expect(plan === null).toBe(problems.length > 0);
        for (const { line, column } of problems) {
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
          expect(column).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('a failure plan that is typed', () => {
  test('is taken over while it is one', () => {
    const { draft, plan } = planOf();
    plan.edit('{ "faults": [{ "kind": "slow", "step": "end" }], "platform": { "name": "local" } }');
    expect(draft.scenario(['run'])).toMatchObject({
      faults: [{ kind: 'slow', step: 'end' }],
      platform: PLATFORMS.local,
    });
  });

  test('is kept as it is while it has errors, and the last plan stays in force', () => {
    const { draft, plan, saved } = planOf({ faults: [kill] });
    plan.edit('{ "faults": [');
    expect(plan.text).toBe('{ "faults": [');
    expect(plan.isBehind).toBe(true);
    expect(draft.scenario(['run']).faults).toEqual([kill]);
    expect(saved.at(-1)).toMatchObject({ planText: '{ "faults": [', faults: [kill] });
  });

  test('keeps its layout, and leaves no text in the scenario', () => {
    const { draft, plan } = planOf();
    plan.edit('{"faults":[]}');
    expect(plan.text).toBe('{"faults":[]}');
    expect(draft.scenario(['run'])).not.toHaveProperty('planText');
  });

  test('is held against the flow, at the place that is wrong', () => {
    const { plan } = planOf();
    plan.edit('{ "faults": [\n  { "kind": "slow", "step": "api_cal" }\n] }');
    expect(plan.problems).toMatchObject([
      { line: 2, column: 29, endColumn: 38, message: 'The flow has no step api_cal. Did you mean api_call?' },
    ]);
    expect(plan.isBehind).toBe(false);
  });
});

describe('a failure that is aimed by hand', () => {
  test('joins the text', () => {
    const { plan } = planOf();
    plan.aimAt('api_call');
    plan.aim({ ...kill, attempts: 1 });
    expect(plan.aiming).toBeNull();
    expect(plan.text).toContain('"step": "api_call", "attempts": 1');
  });

  test('of the plan is changed in its place, and taken out', () => {
    const { plan } = planOf({ faults: [kill, slow] });
    plan.look(1);
    plan.aim({ ...slow, seconds: 9 });
    expect(plan.faults).toEqual([kill, { ...slow, seconds: 9 }]);
    plan.remove(0);
    expect(plan.faults).toEqual([{ ...slow, seconds: 9 }]);
  });

  test('joins a text that is half typed without losing what was typed', () => {
    const { plan } = planOf({ faults: [kill] });
    plan.edit('{ "faults": [{ "kind": "slow", "step": "end" }], "mine": 1 }');
    plan.add(kill);
    expect(plan.text).toContain('"mine": 1');
    expect(plan.text).toContain('"step": "api_call"');
    plan.edit(plan.text.replace(/,\s*"mine": 1/, ''));
    expect(plan.faults).toEqual([{ kind: 'slow', step: 'end' }, kill]);
  });
});
