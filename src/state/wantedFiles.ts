import type { FlowParameter } from '../model/flow';
import type { Json } from '../model/json';
import { plainPath, problemOfName } from './files';

/** A file that the flow would read and that is not there. */
export interface WantedFile {
  readonly name: string;
  /** The parameter that reads it, as its code: `IncludeFile("data")`. */
  readonly by: string;
}

/** A flow's parameters and text, with what the Run panel holds and which files there are. */
export interface ReadingFlow {
  readonly parameters: readonly FlowParameter[];
  readonly source: string;
  readonly values: Readonly<Record<string, Json>>;
  readonly fileName: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Files that the parameters of a flow name and that can be added by that name, each once. */
export function wantedFiles(flow: ReadingFlow): readonly WantedFile[] {
  const wanted = new Map<string, WantedFile>();
  for (const parameter of flow.parameters) {
    const path = pathOf(parameter, flow);
    if (path === null || Object.hasOwn(flow.files, path) || problemOfName(path, flow.fileName) !== null) continue;
    const className = parameter.kind === 'config' ? 'Config' : 'IncludeFile';
    if (!wanted.has(path)) wanted.set(path, { name: path, by: `${className}("${parameter.name}")` });
  }
  return [...wanted.values()];
}

/** What the panel holds, else the default; null where neither is a path that can be read off. */
function pathOf(parameter: FlowParameter, { values, source }: ReadingFlow): string | null {
  if (parameter.kind === 'parameter') return null;
  const given = values[parameter.name];
  if (typeof given === 'string') return plainPath(given);
  const path = defaultPath(parameter, source);
  return path === null ? null : plainPath(path);
}

/** The path in the parameter's `default`. A Config's `default_value` is a value, whatever it looks like. */
function defaultPath({ default: value, kind, span }: FlowParameter, source: string): string | null {
  if (value?.kind !== 'literal' || typeof value.value !== 'string') return null;
  const isValue = kind === 'config' && /\bdefault_value\s*=/.test(source.slice(span.from, span.to));
  return isValue ? null : value.value;
}
