import { expect, test } from 'vitest';
import { completionsOf } from '../../../src/state/promptCompletions';
import { graphFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const { flow, steps } = graphFrom(NOTES_FLOW);
const run = {
  id: '42',
  number: 3,
  flowName: flow.name,
  outcome: 'failed',
  startedAt: '',
  duration: 1,
  digest: null,
  originRunId: null,
  attempts: 5,
  name: null,
  isPinned: false,
} as const;
const context = {
  parameters: flow.parameters,
  steps: steps.map(({ name }) => name),
  runs: [run, { ...run, id: '41', number: 2 }],
};
const offered = (line: string) => completionsOf(line, line.length, context).items.map(({ text }) => text);

test.each([
  ['re', ['resume']],
  ['run --sim', ['--simulate_api_failure', '--simulate_code_bug']],
  ['resume ap', ['api_call']],
  ['resume --origin-run-id ', ['42', '41']],
  ['dump 41/ap', ['41/api_call']],
  ['logs 42/su', ['42/summarize']],
  ['card ', ['list', 'get', 'view']],
  ['python FailureHandlingFlow.py ch', ['check']],
  ['show nothing-like-it', []],
])('after %j it offers %j', (line, items) => {
  expect(offered(line)).toEqual(items);
});

test('a completion takes the place of the word at the cursor', () => {
  expect(completionsOf('run --sim', 9, context).from).toBe(4);
});
