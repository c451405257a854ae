import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOTES_FLOW } from '../../support/notesFlow';

const FLOW = new URL('../../../public/flows/FailureHandlingFlow.py', import.meta.url);

test('the flow that tests draw is the one that the page opens with', () => {
  expect(NOTES_FLOW.trim()).toBe(readFileSync(FLOW, 'utf8').trim());
});
