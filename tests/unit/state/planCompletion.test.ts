import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../../src/model/scenario';
import { explainPlan, planCompletions } from '../../../src/state/planCompletion';
import { graphFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const names = {
  graph: graphFrom(NOTES_FLOW),
  faults: [{ kind: 'slow', step: 'api_call' }],
  services: [{ name: 'api', pattern: '*', response: {} }],
  platform: PLATFORMS.kubernetes,
  artifacts: new Set(['result']),
} as const;

/** What is offered where `|` stands. */
function offered(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  return planCompletions(marked.replace('|', ''), offset, names).items.map(({ label }) => label);
}

describe('a plan completes', () => {
  test.each([
    ['{ "faults": [{ "kind": "|" }] }', ['spot-interruption', 'code-bug']],
    ['{ "faults": [{ "step": "|" }] }', ['api_call', 'summarize', '*']],
    ['{ "faults": [{ "step": "api_call", "attempts": | }] }', ['0', '3', 'every']],
    ['{ "faults": [{ "moment": | }] }', ['before', 'during', 'after']],
    ['{ "faults": [{ "moment": { "of": "|" } }] }', ['code', 'launch', 'run']],
    ['{ "faults": [{ "service": { "name": "|" } }] }', ['api']],
    ['{ "faults": [{ "input": { "name": "|" } }] }', ['result']],
    ['{ "platform": { "name": "|" } }', ['kubernetes', 'batch', 'local']],
    ['{ "platform": { "waits": | } }', ['true', 'false']],
    ['{ "| }', ['faults', 'services', 'platform']],
    ['{ "faults": [{ "ki|" }] }', ['kind', 'step', 'attempts', 'moment', 'probability']],
    ['{ "faults": [{ "kind": "slow", "exception": { "|" } }] }', ['type', 'message']],
  ])('%s', (marked, some) => {
    expect(offered(marked)).toEqual(expect.arrayContaining(some));
  });

  test('over the word under way, quotation marks and all', () => {
    const text = '{ "faults": [{ "kind": "ev" }] }';
    const { from, to } = planCompletions(text, text.indexOf('ev') + 2, names);
    expect(text.slice(from, to)).toBe('"ev"');
  });
});

test('a field and a kind are explained where they stand', () => {
  const text = '{ "faults": [{ "kind": "eviction", "probability": 0.5 }] }';
  expect(explainPlan(text, text.indexOf('probability') + 2)).toContain('How likely it strikes');
  expect(explainPlan(text, text.indexOf('eviction') + 2)).toContain('The pod is evicted');
  expect(explainPlan(text, 0)).toBeNull();
});
