import { readFileSync, readdirSync } from 'node:fs';
import type { Flow } from '../../src/model/flow';
import type { FlowGraph } from '../../src/model/graph';
import { graphOf } from '../../src/graph/graphOf';
import { readPython } from '../../src/language/python/read';

const CASES = new URL('../conformance/cases/', import.meta.url);

/** The names of all conformance cases. */
export const caseNames = (): readonly string[] =>
  readdirSync(CASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** A file of a conformance case. */
export const caseFile = (name: string, file: string): string => readFileSync(new URL(`${name}/${file}`, CASES), 'utf8');

/** One command of a case, with what Metaflow did. */
export interface CaseCommand {
  readonly flow: string;
  readonly args: readonly string[];
  readonly outcome: 'succeeded' | 'failed' | 'rejected';
  readonly headline?: string;
  readonly message?: string;
}

export function caseCommands(name: string): readonly CaseCommand[] {
  const { commands } = JSON.parse(caseFile(name, 'case.json')) as { commands: { flow: string; args: string[] }[] };
  const golden = JSON.parse(caseFile(name, 'golden.json')) as { commands: Omit<CaseCommand, 'flow' | 'args'>[] };
  return commands.flatMap((command, index) => {
    const done = golden.commands[index];
    return done ? [{ ...command, ...done }] : [];
  });
}

/** A whole file around the members of a flow class. */
export const flowText = (members: string, imports = 'FlowSpec, step'): string =>
  `from metaflow import ${imports}\n\n\nclass Some(FlowSpec):\n${members}\n\n\nif __name__ == "__main__":\n    Some()\n`;

/** A step that goes on by `next`, the arguments of its `self.next`; none without. */
export const stepText = (name: string, next: string | null, { inputs = false, above = '' } = {}): string =>
  [
    ...(above === '' ? [] : [`    ${above}`]),
    '    @step',
    `    def ${name}(self${inputs ? ', inputs' : ''}):`,
    next === null ? '        pass' : `        self.next(${next})`,
  ].join('\n');

/** Reads a text that must hold a flow. */
export function flowOf(text: string): Flow {
  const { flow } = readPython(text, 'flow.py');
  if (!flow) throw new TypeError('the text holds no flow');
  return flow;
}

export const graphOfText = (text: string): FlowGraph => graphOf(flowOf(text));

/** The graph of a flow given as `name → arguments of self.next`; a name that ends with `*` takes inputs. */
export function graphOfSteps(steps: Readonly<Record<string, string | null>>): FlowGraph {
  const texts = Object.entries(steps).map(([name, next]) =>
    stepText(name.replace('*', ''), next, { inputs: name.endsWith('*') }),
  );
  return graphOfText(flowText(texts.join('\n\n')));
}
