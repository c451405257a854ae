import type { FlowSource } from '../../../src/protocol/flowHost';
import { FlowSpec, type FlowClass } from '../flow/flowSpec';
import { MetaflowException } from '../flow/exceptions';
import { readyModule, type Evaluator } from './program';
import { traceProgram } from './traces';

/** A flow's text starts no flow. */
export class NoFlow extends MetaflowException {
  override readonly headline = 'No flow';

  constructor() {
    super('This file exports no flow. It should say: export default class MyFlow extends FlowSpec { … }');
  }
}

export interface ImportOptions {
  readonly evaluator: Evaluator;
  readonly module: object;
  readonly tick: () => void;
  /** Lets virtual time pass until the module has run: it may wait, as any code may. */
  readonly settled: <T>(work: Promise<T>) => Promise<T>;
}

/** Runs the flow's module and gives the class that it exports. Rejects with whatever the module throws. */
export async function importFlow(
  { compiled, source, fileName }: FlowSource,
  { evaluator, module, tick, settled }: ImportOptions,
): Promise<FlowClass> {
  if (!compiled) throw new TypeError('The order lacks the compiled code.');
  const run = await readyModule(compiled.code, evaluator, {
    module,
    tick,
    withUrl: (url) => {
      traceProgram({ fileName, url, origins: compiled.origins, sourceLines: source.split('\n') });
    },
  });
  const exported = await settled(run());
  const found = [exported['default'], ...Object.values(exported)].find(isFlowClass);
  if (!found) throw new NoFlow();
  return found;
}

const isFlowClass = (value: unknown): value is FlowClass =>
  typeof value === 'function' && value.prototype instanceof FlowSpec;
