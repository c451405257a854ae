import type { FlowGraph } from '../model/graph';
import type { Scenario } from '../model/scenario';
import { aimSentence } from './aims';
import { sizeOf, sizeWords } from './files';

/** Something that a scenario brings along, in words. */
export interface LinkFact {
  readonly label: string;
  readonly lines: readonly string[];
}

/** What a scenario does once it runs. Nothing of it has run, and nothing is said but what its text tells. */
export function linkFacts(scenario: Scenario, graph: FlowGraph | null): readonly LinkFact[] {
  const { parameters, faults, services, files, command, maxWorkers } = scenario;
  const facts: readonly LinkFact[] = [
    { label: 'Runs', lines: [flowWords(scenario, graph)] },
    { label: 'Command', lines: command.length === 1 && command[0] === 'run' ? [] : [command.join(' ')] },
    { label: 'Values', lines: Object.entries(parameters).map(([name, value]) => `${name} = ${JSON.stringify(value)}`) },
    { label: 'Failures', lines: faults.map(aimSentence) },
    { label: 'Services', lines: services.map(({ name, pattern }) => `${name}: ${pattern}, simulated`) },
    { label: 'Files', lines: Object.entries(files).map(([path, base64]) => `${path}, ${sizeWords(sizeOf(base64))}`) },
    { label: 'Platform', lines: [platformWords(scenario)] },
    { label: 'Workers', lines: maxWorkers === 16 ? [] : [`at most ${String(maxWorkers)} at once`] },
  ];
  return facts.filter(({ lines }) => lines.length > 0);
}

function flowWords({ language, seed, fileName }: Scenario, graph: FlowGraph | null): string {
  const tongue = language === 'python' ? 'Python' : 'TypeScript';
  if (graph === null) return `${fileName}, ${tongue}, in which no flow can be read`;
  const steps = graph.steps.length === 1 ? '1 step' : `${String(graph.steps.length)} steps`;
  return `${graph.flow.name}: ${steps} of ${tongue}, with seed ${String(seed)}`;
}

function platformWords({ platform }: Scenario): string {
  const { name, startup, waits, failures = [] } = platform;
  const wait = waits ? 'waits between retries' : 'does not wait between retries';
  const unasked = failures.map(({ kind, probability }) => `; ${kind} in ${String(Math.round(probability * 100))} %`);
  return `${name}: ${String(startup)} s to start, ${wait}${unasked.join('')}`;
}
