import type { Flow, Reading } from '../../model/flow';
import type { Problem } from '../../model/problem';
import { KeptTransitions, type HalfTyped } from '../keptTransitions';
import { Lines } from '../lines';
import type { Parsed } from '../parsed';
import type { Source } from '../source';
import { decoratorOf, isMetaflows, plainDecorator } from './decorators';
import { chosenFlow, flowClassesOf, inheritedParameters, stepsOf, type FlowClass } from './flowClass';
import { moduleOf, type TypeScriptModule } from './module';
import { nameProblems } from './nameProblems';
import { namesOf, type Names } from './names';
import { hasErrors, parseText } from './parse';
import { scan } from './scan';
import { noFlow, notExported } from './startProblems';
import { syntaxProblemOf } from './syntaxErrors';
import { PieceParser, tolerantModuleOf, type PieceTrees } from './tolerant';

const HALF_TYPED: HalfTyped = {
  last: /^[\s\S]*[\n;{}][ \t]*(this(?:\.(?:n(?:e(?:x(?:t(?:\s*\([\s\S]*?)?)?)?)?)?)?)[\s;}]*$/,
  /** No bracket at the end, or nothing in the brackets, after a dot, after a colon, or in its quotes. */
  unfinished: /[^)]$|\(\s*\)$|\.\s*[,)\]}]|:\s*(?:""|'')?\s*[,}]/,
};

/** Reads one TypeScript text. For a text that changes as one types, keep a {@link TypeScriptReader}. */
export const readTypeScript = (source: string, fileName: string): Reading =>
  new TypeScriptReader().read(source, fileName);

/**
 * Reads the versions of one TypeScript text, one after the other, without running it. Total: whatever the text, it
 * gives what could be made out. A reading depends on its text alone; what is kept makes it faster only.
 */
export class TypeScriptReader {
  #before: Parsed | null = null;
  #pieces: PieceTrees = new Map();
  readonly #kept = new KeptTransitions(HALF_TYPED);

  /** The text read last with its tree; null before the first. */
  get parsed(): Parsed | null {
    return this.#before;
  }

  /** The flow of the text read last as it is to be drawn: edges of a `this.next` that is half typed stay as they were. */
  drawn({ flow }: Reading, text: string): Flow | null {
    return flow && this.#kept.keep(flow, text);
  }

  read(text: string, fileName: string): Reading {
    const parsed = parseText(text, this.#before);
    this.#before = parsed;
    const source: Source = { text, shift: 0, lines: new Lines(text) };
    if (!hasErrors(parsed.tree, text)) {
      return readingOf(source, fileName, { module: moduleOf(source, parsed.tree), syntax: null });
    }
    const tokens = scan(text);
    const pieces = new PieceParser(this.#pieces);
    const module = tolerantModuleOf(source, tokens, pieces);
    this.#pieces = pieces.trees;
    return readingOf(source, fileName, { module, syntax: syntaxProblemOf(source, parsed.tree, tokens.error) });
  }
}

interface ParsedModule {
  readonly module: TypeScriptModule;
  readonly syntax: Problem | null;
}

function readingOf(source: Source, fileName: string, { module, syntax }: ParsedModule): Reading {
  const names = namesOf(module.statements);
  const classes = flowClassesOf(module, names);
  const chosen = chosenFlow(module, classes);
  const isFlow = chosen?.flow.isFlow === true;
  const problems = [
    ...(syntax ? [syntax] : []),
    ...nameProblems(module, chosen?.flow ?? null, names),
    ...(isFlow ? [] : [noFlow(source, chosen?.flow ?? null)]),
    // While the text does not parse, the line that exports the flow may be what is being typed.
    ...(isFlow && !chosen.isExported && !syntax ? [notExported(source, chosen.flow)] : []),
  ];
  return { flow: chosen && flowOf(source, fileName, { chosen: chosen.flow, classes, names }), problems };
}

interface ReadClasses {
  readonly chosen: FlowClass;
  readonly classes: readonly FlowClass[];
  readonly names: Names;
}

function flowOf({ lines }: Source, fileName: string, { chosen, classes, names }: ReadClasses): Flow {
  const { name, nameRange, range, doc, decorators } = chosen.text;
  return {
    name,
    fileName,
    language: 'typescript',
    doc,
    steps: stepsOf(classes, chosen),
    parameters: inheritedParameters(classes, chosen),
    decorators: decorators
      .map(({ source, node }) => decoratorOf(source, node, names))
      .filter((decorator) => decorator !== null)
      .filter(isMetaflows)
      .map(plainDecorator)
      .reverse(),
    span: lines.span(range.from, range.to),
    nameSpan: lines.span(nameRange.from, nameRange.to),
    loaded: false,
  };
}
