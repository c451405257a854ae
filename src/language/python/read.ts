import type { Flow, Reading } from '../../model/flow';
import type { Problem } from '../../model/problem';
import { Lines } from '../lines';
import { decoratorOf, plainDecorator } from './decorators';
import { docOf } from './docstring';
import { chosenFlow, flowClassesOf, inheritedParameters, stepsOf, type FlowClass } from './flowClass';
import { namesOf, type Names } from './imports';
import { firstMisplaced } from './indentation';
import { KeptTransitions, type HalfTyped } from '../keptTransitions';
import { moduleOf, type PythonModule } from './module';
import { nameProblems } from './nameProblems';
import { noFlow, notStarted } from './startProblems';
import type { Parsed } from '../parsed';
import { hasErrors, parseText } from './parse';
import { scan } from './scan';
import type { Source } from '../source';
import { syntaxProblemOf } from './syntaxErrors';
import { isMetaflows } from './steps';
import { PieceParser, tolerantModuleOf, type PieceTrees } from './tolerant';

const HALF_TYPED: HalfTyped = {
  last: /^[\s\S]*[\n;:][ \t]*(self(?:\.(?:n(?:e(?:x(?:t(?:\s*\([\s\S]*)?)?)?)?)?)?)$/,
  /** No bracket at the end, or nothing in the brackets, after a dot, after a `=`, or in its quotes. */
  unfinished: /[^)]$|\(\s*\)$|\.\s*[,)\]}]|=\s*(?:""|'')?\s*[,)]/,
};

/** Reads one Python text. For a text that changes as one types, keep a {@link PythonReader}. */
export const readPython = (source: string, fileName: string): Reading => new PythonReader().read(source, fileName);

/**
 * Reads the versions of one Python text, one after the other, without running it. Total: whatever the text, it gives
 * what could be made out. A reading depends on its text alone; what is kept makes it faster only.
 */
export class PythonReader {
  #before: Parsed | null = null;
  #pieces: PieceTrees = new Map();
  readonly #kept = new KeptTransitions(HALF_TYPED);

  /** The text read last with its tree; null before the first. */
  get parsed(): Parsed | null {
    return this.#before;
  }

  /**
   * The flow of the text read last as it is to be drawn: edges of a `self.next` that is half typed stay as they were in
   * the texts before.
   */
  drawn({ flow }: Reading): Flow | null {
    return flow && this.#kept.keep(flow, this.#before?.text ?? '');
  }

  read(text: string, fileName: string): Reading {
    const parsed = parseText(text, this.#before);
    this.#before = parsed;
    const source: Source = { text, shift: 0, lines: new Lines(text) };
    const misplaced = firstMisplaced(parsed.tree, source.lines);
    if (!misplaced && !hasErrors(parsed.tree, text)) {
      return readingOf(source, fileName, { module: moduleOf(source, parsed.tree), syntax: null });
    }
    const tokens = scan(text);
    const pieces = new PieceParser(this.#pieces);
    const module = tolerantModuleOf(source, tokens, pieces);
    this.#pieces = pieces.trees;
    return readingOf(source, fileName, {
      module,
      syntax: syntaxProblemOf(source, parsed.tree, { token: tokens.error, misplaced }),
    });
  }
}

interface ParsedModule {
  readonly module: PythonModule;
  readonly syntax: Problem | null;
}

function readingOf(source: Source, fileName: string, { module, syntax }: ParsedModule): Reading {
  const names = namesOf(module.statements);
  const classes = flowClassesOf(module, names);
  const chosen = chosenFlow(module, classes);
  const problems = [
    ...(syntax ? [syntax] : []),
    ...nameProblems(module, chosen?.flow ?? null, names),
    ...(chosen?.flow.isFlow === true ? [] : [noFlow(source, chosen?.flow ?? null)]),
    // While the text does not parse, the lines that start the flow may be what is being typed.
    ...(chosen?.flow.isFlow === true && !chosen.started && !syntax ? [notStarted(source, chosen.flow)] : []),
  ];
  return { flow: chosen && flowOf(source, fileName, { chosen: chosen.flow, classes, names }), problems };
}

interface ReadClasses {
  readonly chosen: FlowClass;
  readonly classes: readonly FlowClass[];
  readonly names: Names;
}

function flowOf({ lines }: Source, fileName: string, { chosen, classes, names }: ReadClasses): Flow {
  const { name, nameRange, range, body, decorators } = chosen.text;
  return {
    name,
    fileName,
    doc: body && docOf(body.source, body.node),
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
