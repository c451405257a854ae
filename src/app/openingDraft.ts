import { FaultlineError } from '../model/assert';
import { FIRST_EXAMPLE } from '../state/examples';
import { newFlow } from '../state/newFlow';
import type { DraftContent } from '../state/ports';
import type { DraftStore } from '../storage/drafts';
import type { Draft } from '../storage/schema';
import { fetchExample } from './fetchExample';

/**
 * What somebody had open last in this browser; a first-time visitor's is the flow of the notes. Where that cannot be
 * fetched, the page still works, and `onProblem` hears of it.
 */
export async function openingDraft(drafts: DraftStore, onProblem: (error: unknown) => void): Promise<Draft> {
  return (await drafts.latest()) ?? (await firstDraft(onProblem));
}

async function firstDraft(onProblem: (error: unknown) => void): Promise<Draft> {
  const { python: name } = FIRST_EXAMPLE.flows;
  try {
    const content = await fetchExample(FIRST_EXAMPLE, name);
    return draftOf(content, { kind: 'example', name, original: scenarioOf(content) });
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error;
    onProblem(error);
    return draftOf(newFlow(), null);
  }
}

const draftOf = (content: DraftContent, origin: Draft['origin']): Draft => ({
  id: 'draft',
  scenario: scenarioOf(content),
  pace: content.pace,
  origin,
  revision: 0,
  updatedAt: 0,
});

const scenarioOf = ({ pace: _, planText: __, ...scenario }: DraftContent): Draft['scenario'] => ({
  ...scenario,
  command: ['run'],
});
