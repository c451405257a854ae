import type { GraphStep } from '../../model/graph';
import { textValueOf } from './literals';
import { catchersInto, decoratorNamed, remarkAt, stepsBefore, variableOf, type Remark } from '../hint';
import { callsOf, nodesIn, type Hint, type StepText } from './stepText';
import { textOf } from '../source';
import { argumentsOf, childrenOf } from './tree';

/** `hasattr(self, 'x')` of the variable of a `@catch` that surely came before. */
const hasattrOfCatch: Hint = {
  code: 'hasattr-catch',
  severity: 'info',
  headline: 'Always true',
  find: (at) =>
    callsOf(at, ['hasattr']).flatMap((call): readonly Remark[] => {
      const [object, nameNode] = argumentsOf(at.source, call.getChild('ArgList')).positional;
      const name = textValueOf(at.source, nameNode);
      const catcher =
        name === null ? undefined : stepsBefore(at.graph, at.step).find((step) => catchesInto(step, name));
      if (!object || textOf(at.source, object) !== 'self' || name === null || !catcher) return [];
      const message =
        `Always true: @catch on ${catcher.name} sets self.${name} to None when the step succeeds, so test ` +
        `"if self.${name}:" instead.`;
      const { from, to } = call;
      return [
        { from, to, message, quickFix: { title: `Write self.${name}`, edits: [{ from, to, text: `self.${name}` }] } },
      ];
    }),
};

const catchesInto = (step: GraphStep, name: string): boolean => variableOf(decoratorNamed(step, 'catch')) === name;

const timeoutSwallowed: Hint = {
  code: 'timeout-swallowed',
  severity: 'warning',
  headline: 'Swallows the timeout',
  find: (at) =>
    decoratorNamed(at.step, 'timeout')
      ? nodesIn(at.definition, 'TryStatement').flatMap((statement) =>
          [...childrenOf(statement)].flatMap((clause) => {
            const caught = clause.name === 'except' ? clause.nextSibling : null;
            const isBroad = caught && (caught.name === 'Body' || isBroadName(textOf(at.source, caught)));
            const to = caught?.name === 'Body' ? clause.to : (caught?.to ?? clause.to);
            const reraises = isBroad && raisesAgain(clause.nextSibling);
            return isBroad && !reraises ? [remarkAt({ from: clause.from, to }, SWALLOWED)] : [];
          }),
        )
      : [],
};

const SWALLOWED =
  '@timeout raises an ordinary exception, once: when it strikes in this try, the code goes on and the step may still ' +
  'succeed.';

const isBroadName = (text: string): boolean => /(?:^|[(\s,])(?:Base)?Exception(?:[),\s]|$)/.test(text);

/** Whether the clause's block has a bare `raise`. */
function raisesAgain(from: GraphNode | null): boolean {
  let body = from;
  while (body && body.name !== 'Body') body = body.nextSibling;
  return body !== null && nodesIn(body, 'RaiseStatement').some((raise) => raise.lastChild?.name === 'raise');
}

type GraphNode = StepText['definition'];

/** `merge_artifacts` where several branches have a `@catch`. */
const mergeAfterCatch: Hint = {
  code: 'merge-after-catch',
  severity: 'warning',
  headline: 'May conflict',
  find: (at) =>
    catchersInto(at)
      ? callsOf(at, ['self.merge_artifacts'])
          .filter((call) => {
            const { named, positional } = argumentsOf(at.source, call.getChild('ArgList'));
            const exclude = named.get('exclude') ?? positional[1];
            const excludes = exclude !== undefined && textOf(at.source, exclude).includes('_catch_exception');
            return !named.has('include') && positional.length < 3 && !excludes;
          })
          .map((call) =>
            remarkAt(
              call,
              'When @catch handles failures in several branches, each leaves its own _catch_exception, and ' +
                'merge_artifacts refuses even where var is excluded: exclude "_catch_exception" as well.',
            ),
          )
      : [],
};

/** Where `@catch` and `@timeout` do other than they look. */
export const CATCH_HINTS: readonly Hint[] = [hasattrOfCatch, timeoutSwallowed, mergeAfterCatch];
