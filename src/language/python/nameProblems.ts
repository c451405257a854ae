import type { SyntaxNode } from '@lezer/common';
import type { Problem, QuickFix } from '../../model/problem';
import { FLOW_DECORATORS, STEP_DECORATORS } from '../../graph/decoratorTable';
import { nearName } from '../../graph/nearName';
import { problemAt } from '../../graph/problemAt';
import { decoratorOf, type WrittenDecorator } from './decorators';
import type { FlowClass } from './flowClass';
import { isMetaflow, type Names } from './imports';
import { METAFLOW_NAMES } from './metaflowNames';
import { missingModules } from './missingPackages';
import type { PythonModule } from './module';
import { spanOf, textOf, type Piece, type Source } from '../source';
import { isMetaflows, isStepMark, type WrittenMethod } from './steps';

/** Names that Metaflow or the page lacks, and decorators in the wrong place, in the order of the text. */
export function nameProblems(module: PythonModule, flow: FlowClass | null, names: Names): readonly Problem[] {
  const ofClass = flow?.text.decorators.flatMap(({ source, node }) => {
    const decorator = decoratorOf(source, node, names);
    return decorator ? flowDecoratorProblems(decorator) : [];
  });
  return [
    ...module.statements.flatMap((statement) => [...missingPackages(statement), ...importProblems(statement)]),
    ...(ofClass ?? []),
    ...(flow?.methods ?? []).flatMap((method) => [...stepDecoratorProblems(method), ...placeProblems(method)]),
  ];
}

/** `import pandas`. One in a `try` may be prepared for it. */
const missingPackages = ({ source, node }: Piece): readonly Problem[] =>
  (node.name === 'ImportStatement' ? missingModules(source, node) : []).map(({ node: at, message }) =>
    problemAt(spanOf(source, at), {
      code: 'unknown-module',
      severity: 'error',
      headline: 'ModuleNotFoundError',
      message,
    }),
  );

/** `from metaflow import retyr`, `from metaflo import …`. */
function importProblems({ source, node }: Piece): readonly Problem[] {
  const first = node.name === 'ImportStatement' ? node.getChild('VariableName') : null;
  if (!first || !isMetaflow(textOf(source, first))) return [];
  if (textOf(source, first) !== 'metaflow') {
    const message = `No module named '${textOf(source, first)}'`;
    const quickFix = renaming(source, first, 'metaflow');
    return [
      problemAt(spanOf(source, first), {
        code: 'unknown-module',
        severity: 'error',
        headline: 'ModuleNotFoundError',
        message,
        ...quickFix,
      }),
    ];
  }
  const isFrom = node.firstChild?.name === 'from' && first.nextSibling?.name === 'import';
  if (!isFrom) return [];
  return node
    .getChildren('VariableName')
    .filter((name) => name !== first && name.from > first.from && name.prevSibling?.name !== 'as')
    .filter((name) => !METAFLOW_NAMES.has(textOf(source, name)))
    .map((name) => unknownImport(source, name));
}

function unknownImport(source: Source, node: SyntaxNode): Problem {
  const name = textOf(source, node);
  const near = nearName(name, [...METAFLOW_NAMES]);
  return problemAt(spanOf(source, node), {
    code: 'unknown-import',
    severity: 'error',
    headline: 'ImportError',
    message: `cannot import name '${name}' from 'metaflow'`,
    ...(near === null ? {} : renaming(source, node, near)),
  });
}

function stepDecoratorProblems({ decorators, step }: WrittenMethod): readonly Problem[] {
  if (!step) return [];
  return decorators.flatMap((decorator) => {
    if (decorator.name === 'step' || !mayBeMetaflows(decorator) || STEP_DECORATORS.has(decorator.name)) return [];
    if (FLOW_DECORATORS.has(decorator.name)) return [flowDecoratorOnStep(decorator)];
    return [unknownDecorator(decorator, 'step', [...STEP_DECORATORS.keys()])];
  });
}

function flowDecoratorProblems(decorator: WrittenDecorator): readonly Problem[] {
  const known = FLOW_DECORATORS.has(decorator.name) || STEP_DECORATORS.has(decorator.name);
  if (known || !mayBeMetaflows(decorator)) return [];
  return [unknownDecorator(decorator, 'flow', [...FLOW_DECORATORS.keys()])];
}

const BUILTIN = new Set(['property', 'staticmethod', 'classmethod']);

/** Names that metaflow exports without being decorators themselves make some: `@user_step_decorator`. */
const mayBeMetaflows = ({ name, resolved }: WrittenDecorator): boolean =>
  resolved.origin !== 'own' && !BUILTIN.has(name) && !(METAFLOW_NAMES.has(name) && !isDecorator(name));

const isDecorator = (name: string): boolean => STEP_DECORATORS.has(name) || FLOW_DECORATORS.has(name);

function unknownDecorator(decorator: WrittenDecorator, of: 'step' | 'flow', known: readonly string[]): Problem {
  const { name, span, written } = decorator;
  const near = nearName(name, known);
  const at = span.from + 1 + written.length - name.length;
  return problemAt(span, {
    code: `unknown-${of}-decorator`,
    severity: 'error',
    headline: `Unknown ${of} decorator`,
    message: `Unknown ${of} decorator ${name}. The following decorators are supported: ${known.join(', ')}`,
    ...(near === null ? {} : fixOf(`Write @${near}`, at, at + name.length, near)),
  });
}

function flowDecoratorOnStep({ name, span }: WrittenDecorator): Problem {
  return problemAt(span, {
    code: 'flow-decorator-on-step',
    severity: 'error',
    headline: 'Syntax error',
    message: `Decorator '${name}' can be applied only to FlowSpecs. Make sure the decorator is above a class definition.`,
  });
}

/** Metaflow's decorators on a method that is no step when they are applied: `@step` is missing, or above them. */
function placeProblems({ name, decorators, step }: WrittenMethod): readonly Problem[] {
  const mark = decorators.findIndex(isStepMark);
  const early = decorators.slice(mark + 1).filter((each) => isMetaflows(each) && STEP_DECORATORS.has(each.name));
  // Applied from the bottom up: the lowest one fails first.
  const first = early.at(-1);
  if (!first) return [];
  const message =
    `You tried to apply decorator '${first.name}' on '${name}' which is not declared as a @step. Make sure you apply ` +
    `this decorator on a function which has @step on the line just before the function name and @${first.name} is ` +
    'above @step.';
  const fix = step ? {} : addingStep(first);
  return [
    problemAt(first.span, { code: 'bad-step-decorator', severity: 'error', headline: 'Syntax error', message, ...fix }),
  ];
}

function addingStep({ span }: WrittenDecorator): Fix {
  return fixOf('Add @step below', span.to, span.to, `\n${' '.repeat(span.column - 1)}@step`);
}

interface Fix {
  readonly fix: string;
  readonly quickFix: QuickFix;
}

const fixOf = (title: string, from: number, to: number, text: string): Fix => ({
  fix: title,
  quickFix: { title, edits: [{ from, to, text }] },
});

function renaming(source: Source, node: SyntaxNode, name: string): Fix {
  const { from, to } = spanOf(source, node);
  return fixOf(`Write ${name}`, from, to, name);
}
