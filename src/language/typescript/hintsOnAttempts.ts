import type { SyntaxNode } from '@lezer/common';
import { decoratorNamed, remarkAt, secondsOf, stepsBefore, variableOf, type Remark } from '../hint';
import { textOf } from '../source';
import { numberOf } from './literals';
import { textValueOf } from './strings';
import { callsOf, nodesIn, type Hint, type StepText } from './stepText';
import { argumentsOf, childrenOf, thisMemberOf } from './tree';

/** Asks whether the flow has the variable of a `@catchError` that surely came before. */
const presenceOfCatch: Hint = {
  code: 'hasattr-catch',
  severity: 'info',
  headline: 'Always true',
  find: (at) =>
    [...nodesIn(at.definition, 'BinaryExpression'), ...callsOf(at, ['Object.hasOwn'])].flatMap(
      (node): readonly Remark[] => {
        const name = askedFor(at, node);
        const catcher = stepsBefore(at.graph, at.step).find(
          (step) => name !== null && variableOf(decoratorNamed(step, 'catch')) === name,
        );
        if (name === null || !catcher) return [];
        const { from, to } = node;
        const text = `this.${name}`;
        const message =
          `Always true: @catchError on ${catcher.name} sets ${text} to null when the step succeeds, so test ` +
          `"if (${text})" instead.`;
        return [{ from, to, message, quickFix: { title: `Write ${text}`, edits: [{ from, to, text }] } }];
      },
    ),
};

/** `x` of `'x' in this`, `this.x !== undefined` and `Object.hasOwn(this, 'x')`. */
function askedFor({ source }: StepText, node: SyntaxNode): string | null {
  if (node.name === 'CallExpression') {
    const [object, name] = argumentsOf(node);
    return object?.name === 'this' ? textValueOf(source, name) : null;
  }
  const { firstChild, lastChild } = node;
  const operator = firstChild?.nextSibling;
  if (!lastChild || !operator) return null;
  const word = textOf(source, operator);
  if (word === 'in') return lastChild.name === 'this' ? textValueOf(source, firstChild) : null;
  return word === '!==' && textOf(source, lastChild) === 'undefined' ? thisMemberOf(source, firstChild) : null;
}

const timeoutSwallowed: Hint = {
  code: 'timeout-swallowed',
  severity: 'warning',
  headline: 'Swallows the timeout',
  find: (at) =>
    decoratorNamed(at.step, 'timeout')
      ? nodesIn(at.definition, 'CatchClause')
          .filter((clause) => nodesIn(clause, 'ThrowStatement').length === 0)
          .filter((clause) => !textOf(at.source, clause).includes('TimeoutException'))
          .map((clause) => {
            const to = clause.getChild('Block')?.from ?? clause.to;
            return remarkAt({ from: clause.from, to: Math.max(clause.from + 1, to - 1) }, SWALLOWED);
          })
      : [],
};

const SWALLOWED =
  '@timeout raises an ordinary exception, once: when it strikes in this try, the code goes on and the step may still ' +
  'succeed.';

const sleepsTooLong: Hint = {
  code: 'sleep-past-timeout',
  severity: 'warning',
  headline: 'Longer than the timeout',
  find: (at) => {
    const timeout = decoratorNamed(at.step, 'timeout');
    const seconds = timeout ? secondsOf(timeout) : null;
    if (seconds === null || seconds <= 0) return [];
    return callsOf(at, ['sleep']).flatMap((call) => {
      const slept = numberOf(at.source, argumentsOf(call)[0]);
      if (slept === null || slept <= seconds) return [];
      return [
        remarkAt(call, `@timeout is ${String(seconds)} s: it raises TimeoutException in the middle of this sleep.`),
      ];
    });
  },
};

/** A `sleep(…)` that nothing waits for. */
const sleepsInVain: Hint = {
  code: 'sleep-not-awaited',
  severity: 'warning',
  headline: 'Nobody waits',
  find: (at) =>
    callsOf(at, ['sleep'])
      .filter(({ parent }) => parent?.name === 'ExpressionStatement')
      .map(({ from, to }): Remark => {
        const isAsync = at.definition.getChild('async') !== null;
        const nameFrom = at.step.source.nameSpan.from;
        const head = isAsync ? [] : [{ from: nameFrom, to: nameFrom, text: 'async ' }];
        const quickFix = { title: 'Write await', edits: [...head, { from, to: from, text: 'await ' }] };
        return { from, to, message: 'sleep gives a promise: without await the step goes on at once.', quickFix };
      }),
};

const globals: Hint = {
  code: 'global-lost',
  severity: 'info',
  headline: 'Not seen elsewhere',
  find: (at) => {
    const variables = topLevelVariables(at);
    const assigned = [
      ...nodesIn(at.definition, 'AssignmentExpression'),
      ...nodesIn(at.definition, 'PostfixExpression'),
    ];
    return assigned
      .filter(({ firstChild }) => firstChild?.name === 'VariableName' && variables.has(textOf(at.source, firstChild)))
      .filter(({ firstChild }) => firstChild && !isLocal(at, textOf(at.source, firstChild)))
      .map((node) =>
        remarkAt(
          node,
          'Each attempt is a worker of its own that reads the file anew: what is assigned here is gone in the next ' +
            'step, and in the next attempt. Keep it on this.',
        ),
      );
  },
};

/** Names of `let` and `var` at the top of the file. */
function topLevelVariables({ source, definition }: StepText): ReadonlySet<string> {
  let root = definition;
  while (root.parent) root = root.parent;
  const declarations = [...childrenOf(root)].filter(
    (node) => node.name === 'VariableDeclaration' && !node.getChild('const'),
  );
  return new Set(
    declarations.flatMap((node) => node.getChildren('VariableDefinition')).map((name) => textOf(source, name)),
  );
}

const isLocal = ({ source, definition }: StepText, name: string): boolean =>
  nodesIn(definition, 'VariableDefinition').some((node) => textOf(source, node) === name);

/** `import('x')` and `require('x')`. */
const imports: Hint = {
  code: 'missing-package',
  severity: 'warning',
  headline: 'Cannot import',
  find: (at) =>
    nodesIn(at.definition, 'CallExpression')
      .filter(({ firstChild }) => firstChild && ['import', 'require'].includes(textOf(at.source, firstChild)))
      .map((call) =>
        remarkAt(call, "A flow imports only 'faultline', at its head: there are no packages in this page."),
      ),
};

/** What Metaflow lacks. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'this.fail': 'Metaflow has no such method: there, any exception fails the attempt, and none can skip the retries.',
  'this.setMetadata': 'Metaflow has no such method: there, only the system writes metadata.',
};

const faultlineOnly: Hint = {
  code: 'faultline-only',
  severity: 'info',
  headline: 'Faultline only',
  find: (at) =>
    Object.entries(EXTENSIONS).flatMap(([name, message]) => callsOf(at, [name]).map((call) => remarkAt(call, message))),
};

/** What retries, time limits, waiting and imports do to one attempt. */
export const ATTEMPT_HINTS: readonly Hint[] = [
  presenceOfCatch,
  timeoutSwallowed,
  sleepsTooLong,
  sleepsInVain,
  globals,
  imports,
  faultlineOnly,
];
