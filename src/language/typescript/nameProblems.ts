import type { Problem, QuickFix } from '../../model/problem';
import { FLOW_DECORATORS, STEP_DECORATORS } from '../../graph/decoratorTable';
import { nearName } from '../../graph/nearName';
import { problemAt } from '../../graph/problemAt';
import { spanOf, type Piece, type Source, type TextRange } from '../source';
import { decoratorOf, isMetaflows, isStepMark, type WrittenDecorator } from './decorators';
import { FAULTLINE_NAMES, FLOW_DECORATOR_NAMES, STEP_DECORATOR_NAMES } from './faultlineNames';
import type { FlowClass } from './flowClass';
import type { TypeScriptModule } from './module';
import { importOf, isFaultline, type Import, type Names } from './names';
import { snakeCase, typescriptName } from './spelling';
import type { WrittenMethod } from './steps';

/** Names that `faultline` lacks, imports of anything else, and decorators in the wrong place, in the order of the text. */
export function nameProblems(module: TypeScriptModule, flow: FlowClass | null, names: Names): readonly Problem[] {
  const ofClass = flow?.text.decorators.flatMap(({ source, node }) => {
    const decorator = decoratorOf(source, node, names);
    return decorator ? [...flowDecoratorProblems(decorator), ...writingProblems(decorator)] : [];
  });
  return [
    ...module.statements.flatMap(importProblems),
    ...(ofClass ?? []),
    ...(flow?.methods ?? []).flatMap((method) => [
      ...stepDecoratorProblems(method),
      ...placeProblems(method),
      ...method.decorators.flatMap(writingProblems),
    ]),
  ];
}

function importProblems(piece: Piece): readonly Problem[] {
  const found = importOf(piece);
  if (!found) return [];
  if (found.module !== 'faultline') return [foreignImport(piece.source, found)];
  return found.names
    .filter(({ exported }) => exported !== '*' && !FAULTLINE_NAMES.includes(exported))
    .map(({ exported, node }) => unknownImport(piece.source, exported, node));
}

/** There is no `npm` for flows. */
function foreignImport(source: Source, { node, module, moduleNode }: Import): Problem {
  const fix = moduleNode && isFaultline(module) ? renaming(source, moduleNode, `'faultline'`) : {};
  return problemAt(spanOf(source, moduleNode ?? node), {
    code: 'unknown-module',
    severity: 'error',
    headline: 'Cannot import',
    message: `Cannot find module '${module}'. A flow imports only 'faultline': there are no packages in this page.`,
    ...fix,
  });
}

function unknownImport(source: Source, name: string, node: TextRange): Problem {
  const spelled = typescriptName(name);
  const near = FAULTLINE_NAMES.includes(spelled) ? spelled : nearName(name, FAULTLINE_NAMES);
  const message =
    name === 'default'
      ? "Module 'faultline' has no default export: name what you need, as in import { FlowSpec, step } from 'faultline'."
      : `Module 'faultline' has no exported member '${name}'.`;
  return problemAt(spanOf(source, node), {
    code: 'unknown-import',
    severity: 'error',
    headline: 'Cannot import',
    message,
    ...(near === null || name === 'default' ? {} : renaming(source, node, near)),
  });
}

function stepDecoratorProblems({ decorators, step }: WrittenMethod): readonly Problem[] {
  if (!step) return [];
  return decorators.flatMap((decorator) => {
    if (decorator.name === 'step' || !mayBeMetaflows(decorator) || STEP_DECORATORS.has(decorator.name)) return [];
    if (FLOW_DECORATORS.has(decorator.name)) return [flowDecoratorOnStep(decorator)];
    return [unknownDecorator(decorator, 'step', STEP_DECORATOR_NAMES)];
  });
}

function flowDecoratorProblems(decorator: WrittenDecorator): readonly Problem[] {
  const known = FLOW_DECORATORS.has(decorator.name) || STEP_DECORATORS.has(decorator.name);
  return known || !mayBeMetaflows(decorator) ? [] : [unknownDecorator(decorator, 'flow', FLOW_DECORATOR_NAMES)];
}

const mayBeMetaflows = ({ resolved }: WrittenDecorator): boolean => resolved.origin !== 'own';

function unknownDecorator(decorator: WrittenDecorator, of: 'step' | 'flow', known: readonly string[]): Problem {
  const { span, written } = decorator;
  const near = nearName(written, known);
  const at = span.from + 1;
  return problemAt(span, {
    code: `unknown-${of}-decorator`,
    severity: 'error',
    headline: `Unknown ${of} decorator`,
    message: `Unknown ${of} decorator ${written}. The following decorators are supported: ${known.join(', ')}`,
    ...(near === null ? {} : fixOf(`Write @${near}`, { from: at, to: at + written.length, text: near })),
  });
}

function flowDecoratorOnStep({ written, span }: WrittenDecorator): Problem {
  return problemAt(span, {
    code: 'flow-decorator-on-step',
    severity: 'error',
    headline: 'Syntax error',
    message: `Decorator '${written}' can be applied only to FlowSpecs. Make sure the decorator is above a class definition.`,
  });
}

/** Metaflow's decorators on a method that is no step when they are applied: `@step()` is missing, or above them. */
function placeProblems({ name, decorators, step }: WrittenMethod): readonly Problem[] {
  const mark = decorators.findIndex(isStepMark);
  const early = decorators.slice(mark + 1).filter((each) => isMetaflows(each) && STEP_DECORATORS.has(each.name));
  // Applied from the bottom up: the lowest one fails first.
  const first = early.at(-1);
  if (!first) return [];
  const message =
    `You tried to apply decorator '${first.written}' on '${name}' which is not declared as a @step. Make sure you ` +
    `apply this decorator on a method which has @step() right before its name and @${first.written} before @step().`;
  const { to } = first.span;
  const fix = step ? {} : fixOf('Add @step() after it', { from: to, to, text: ' @step()' });
  return [
    problemAt(first.span, { code: 'bad-step-decorator', severity: 'error', headline: 'Syntax error', message, ...fix }),
  ];
}

/** `@retry` without brackets, and options in Python's spelling. */
function writingProblems(decorator: WrittenDecorator): readonly Problem[] {
  if (!isMetaflows(decorator) && !isStepMark(decorator)) return [];
  return [...(decorator.isCalled ? [] : [uncalled(decorator)]), ...decorator.entries.flatMap(pythonOption(decorator))];
}

function uncalled({ written, span }: WrittenDecorator): Problem {
  return problemAt(span, {
    code: 'decorator-not-called',
    severity: 'error',
    headline: 'Brackets missing',
    message: `Decorators of faultline are written with brackets in TypeScript: @${written}().`,
    ...fixOf(`Write @${written}()`, { from: span.to, to: span.to, text: '()' }),
  });
}

const pythonOption =
  ({ source, written, name }: WrittenDecorator) =>
  ({ name: option, key }: WrittenDecorator['entries'][number]): readonly Problem[] => {
    const known = (STEP_DECORATORS.get(name) ?? FLOW_DECORATORS.get(name))?.attributes ?? [];
    if (!option?.includes('_') || !known.includes(snakeCase(option))) return [];
    const spelled = typescriptName(option);
    return [
      problemAt(spanOf(source, key), {
        code: 'python-spelling',
        severity: 'error',
        headline: 'Unknown decorator attribute',
        message: `Decorator '${written}' does not support the attribute '${option}': in TypeScript it is ${spelled}.`,
        ...renaming(source, key, spelled),
      }),
    ];
  };

interface Fix {
  readonly fix: string;
  readonly quickFix: QuickFix;
}

const fixOf = (title: string, edit: QuickFix['edits'][number]): Fix => ({
  fix: title,
  quickFix: { title, edits: [edit] },
});

function renaming(source: Source, node: TextRange, name: string): Fix {
  const { from, to } = spanOf(source, node);
  return fixOf(`Write ${name.replaceAll("'", '')}`, { from, to, text: name });
}
