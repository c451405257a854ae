import { graphOf } from '../graph/graphOf';
import { lint } from '../graph/lint';
import { PythonReader } from '../language/python/read';
import type { FlowGraph } from '../model/graph';
import type { Problem } from '../model/problem';
import type { Language } from '../model/scenario';

/** What the text comes to: its graph, drawable also where it may not run, and what to say about it. */
export interface FlowReading {
  readonly graph: FlowGraph | null;
  readonly problems: readonly Problem[];
  /** The first line that cannot be read; null for a text that parses. */
  readonly brokenLine: number | null;
}

/** Reads the versions of one text, one after the other. */
export class FlowReader {
  readonly #python = new PythonReader();

  read(language: Language, source: string, fileName: string): FlowReading {
    if (language !== 'python') return { graph: null, problems: [], brokenLine: null };
    const { flow, problems } = this.#python.read(source, fileName);
    const brokenLine = problems.find(({ code }) => code === 'syntax-error')?.line ?? null;
    if (flow === null) return { graph: null, problems, brokenLine };
    const graph = graphOf(flow);
    return { graph, problems: [...problems, ...lint(graph, fileName)], brokenLine };
  }
}
