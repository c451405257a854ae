import { DEFAULT_MAX_WORKERS, DEFAULT_PACE, DEFAULT_USER, PLATFORMS, type Scenario } from '../model/scenario';
import type { DraftStore } from '../storage/drafts';
import type { Draft } from '../storage/schema';

/** The flow of the notes, with a seed under which its first run fails once and then goes through. */
const EXAMPLE = { fileName: 'FailureHandlingFlow.py', seed: 11 };

/** What somebody wrote last in this browser; a first-time visitor's is the flow of the notes. */
export async function openingDraft(drafts: DraftStore): Promise<Draft> {
  return (await drafts.latest()) ?? (await exampleDraft());
}

async function exampleDraft(): Promise<Draft> {
  const { fileName, seed } = EXAMPLE;
  const response = await fetch(`flows/${fileName}`);
  const scenario: Scenario = {
    language: 'python',
    fileName,
    source: await response.text(),
    parameters: {},
    seed,
    faults: [],
    services: [],
    platform: PLATFORMS.kubernetes,
    maxWorkers: DEFAULT_MAX_WORKERS,
    command: ['run'],
    files: {},
    user: DEFAULT_USER,
  };
  const origin = { kind: 'example', name: fileName } as const;
  return { id: 'draft', scenario, pace: DEFAULT_PACE, origin, revision: 0, updatedAt: 0 };
}
