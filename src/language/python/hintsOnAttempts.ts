import type { SyntaxNode } from '@lezer/common';
import { numberOf, textValueOf } from './literals';
import { missingModules } from './missingPackages';
import { textOf } from '../source';
import { decoratorNamed, numberIn, remarkAt, secondsOf, type Remark } from '../hint';
import { calleeOf, callsOf, nodesIn, type Hint, type StepText } from './stepText';
import { argumentsOf, childrenOf } from './tree';

const sleepsTooLong: Hint = {
  code: 'sleep-past-timeout',
  severity: 'warning',
  headline: 'Longer than the timeout',
  find: (at) => {
    const timeout = decoratorNamed(at.step, 'timeout');
    const seconds = timeout ? secondsOf(timeout) : null;
    if (seconds === null || seconds <= 0) return [];
    return callsOf(at, ['time.sleep']).flatMap((call) => {
      const [given] = argumentsOf(at.source, call.getChild('ArgList')).positional;
      const slept = given ? numberOf(at.source, given) : null;
      if (!slept || slept.value <= seconds) return [];
      return [
        remarkAt(call, `@timeout is ${String(seconds)} s: it raises TimeoutException in the middle of this sleep.`),
      ];
    });
  },
};

const SENDS = ['post', 'put', 'patch', 'delete'].flatMap((verb) => [`requests.${verb}`, `httpx.${verb}`]);

/** What others see of a step that begins again: files it writes, requests that change something. */
const runsAgain: Hint = {
  code: 'side-effect-retried',
  severity: 'info',
  headline: 'Runs on every attempt',
  find: (at) => {
    const retry = decoratorNamed(at.step, 'retry');
    if (!retry || numberIn(retry, 'times', 3) === 0) return [];
    return callsOf(at, ['open', ...SENDS])
      .filter((call) => changesThings(at, call) && mayFailAfter(at, call))
      .map((call) =>
        remarkAt(
          call,
          '@retry begins the step again from its first line, so when something below fails this happens once more ' +
            'in each attempt.',
        ),
      );
  },
};

function changesThings({ source, names }: StepText, call: SyntaxNode): boolean {
  if (calleeOf({ source, names }, call) !== 'open') return true;
  const { positional, named } = argumentsOf(source, call.getChild('ArgList'));
  return /[wax+]/.test(textValueOf(source, positional[1] ?? named.get('mode')) ?? '');
}

/** Whether the step raises, or calls anything but `print` and `self.next`, once the statement around `call` is done. */
function mayFailAfter(at: StepText, call: SyntaxNode): boolean {
  let statement = call;
  while (statement.parent && statement.parent.name !== 'Body') statement = statement.parent;
  const fails = nodesIn(at.definition, 'CallExpression').filter((other) => !HARMLESS.has(calleeOf(at, other) ?? ''));
  return [...fails, ...nodesIn(at.definition, 'RaiseStatement')].some(({ from }) => from >= statement.to);
}

const HARMLESS = new Set(['print', 'self.next']);

const EXITS: Readonly<Record<string, (isEnd: boolean) => string>> = {
  '0': (isEnd) =>
    isEnd
      ? 'The scheduler takes this for success and prints Done!, but Run.successful is False.'
      : 'The scheduler takes this for success without a self.next(), and the run aborts with an Internal error.',
  '202': () =>
    'Metaflow takes 202 as "do not retry": the task is dropped without failing the run, which then ends with an ' +
    'Internal error.',
};

const exits: Hint = {
  code: 'exit-in-step',
  severity: 'warning',
  headline: 'Ends without a transition',
  find: (at) =>
    callsOf(at, ['sys.exit', 'exit']).flatMap((call): readonly Remark[] => {
      const [code] = argumentsOf(at.source, call.getChild('ArgList')).positional;
      const written = code ? textOf(at.source, code) : '0';
      const say = EXITS[written === 'None' ? '0' : written];
      return say && !isCaught(at, call) ? [remarkAt(call, say(at.step.type === 'end'))] : [];
    }),
};

/** Whether a `try` around `call` takes SystemExit: a bare `except`, BaseException, SystemExit itself. */
function isCaught({ source }: StepText, call: SyntaxNode): boolean {
  for (let node: SyntaxNode | null = call; node; node = node.parent) {
    if (node.name !== 'TryStatement') continue;
    const clauses = [...childrenOf(node)].filter(({ name }) => name === 'except').map(({ nextSibling }) => nextSibling);
    const takes = (caught: SyntaxNode | null): boolean =>
      caught !== null && (caught.name === 'Body' || /BaseException|SystemExit/.test(textOf(source, caught)));
    if (clauses.some(takes)) return true;
  }
  return false;
}

const globals: Hint = {
  code: 'global-lost',
  severity: 'info',
  headline: 'Not seen elsewhere',
  find: (at) =>
    nodesIn(at.definition, 'ScopeStatement')
      .filter((statement) => statement.firstChild?.name === 'global')
      .map((statement) =>
        remarkAt(
          statement,
          'Each attempt is a process of its own that reads the file anew: what is assigned here is gone in the next ' +
            'step, and in the next attempt. Keep it on self.',
        ),
      ),
};

/** `import pandas` in a step fails when that line runs. */
const missingPackage: Hint = {
  code: 'missing-package',
  severity: 'warning',
  headline: 'ModuleNotFoundError',
  find: (at) =>
    nodesIn(at.definition, 'ImportStatement')
      .filter((statement) => !isIn(statement, 'TryStatement'))
      .flatMap((statement) => missingModules(at.source, statement).map(({ node, message }) => remarkAt(node, message))),
};

function isIn(node: SyntaxNode, kind: string): boolean {
  for (let around = node.parent; around; around = around.parent) if (around.name === kind) return true;
  return false;
}

/** What retries, time limits, exits and imports do to one attempt. */
export const ATTEMPT_HINTS: readonly Hint[] = [missingPackage, sleepsTooLong, runsAgain, exits, globals];
