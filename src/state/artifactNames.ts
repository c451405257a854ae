import type { FlowGraph } from '../model/graph';
import type { Language } from '../model/scenario';

const ASSIGNED: Readonly<Record<Language, RegExp>> = {
  python: /\bself\.(\w+)\s*(?::[^=\n]+)?=(?!=)/g,
  typescript: /\bthis\.(\w+)\s*=(?!=)|^\s+(\w+)\s*(?::[^=\n]+)?=(?!=)/gm,
};

/** Names that the text gives to artifacts and parameters. What is set by other means is not among them. */
export function artifactNames(graph: FlowGraph, source: string, language: Language): ReadonlySet<string> {
  const assigned = Array.from(source.matchAll(ASSIGNED[language]), ([, own, field]) => own ?? field ?? '');
  return new Set([...graph.flow.parameters.map(({ attribute }) => attribute), ...assigned]);
}
