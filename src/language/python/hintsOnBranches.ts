import type { SyntaxNode } from '@lezer/common';
import { numberOf } from './literals';
import { remarkAt } from '../hint';
import { textOf } from '../source';
import { calleeOf, callsOf, lastAssignments, nodesIn, type Hint, type StepText } from './stepText';
import { argumentsOf, entriesOf } from './tree';

/** What the step leaves in the attribute that its foreach names, as far as the text tells. */
function foreachItems(at: StepText) {
  const { foreachVariable } = at.step;
  return lastAssignments(at).filter(({ name, value }) => name === foreachVariable && value !== null);
}

const overSet: Hint = {
  code: 'foreach-over-set',
  severity: 'warning',
  headline: 'A set has no order',
  find: (at) =>
    foreachItems(at)
      .filter(
        ({ value }) =>
          value && isMade(at, value, ['SetExpression', 'SetComprehensionExpression'], ['set', 'frozenset']),
      )
      .map(({ statement }) =>
        remarkAt(
          statement,
          'Each task looks up its item in the set again, and the order may differ between processes: tasks can see ' +
            'one item twice and miss others. Use a list.',
        ),
      ),
};

const overDict: Hint = {
  code: 'foreach-over-dict',
  severity: 'warning',
  headline: 'A dict has no items by index',
  find: (at) =>
    foreachItems(at)
      .filter(({ value }) => value && isDict(at, value))
      .map(({ statement }) =>
        remarkAt(
          statement,
          'foreach counts the keys, but self.input looks up index 0, 1, … as keys and raises KeyError: 0.',
        ),
      ),
};

const isMade = (at: StepText, value: SyntaxNode, kinds: readonly string[], functions: readonly string[]): boolean =>
  kinds.includes(value.name) || functions.includes(calleeOf(at, value) ?? '');

/** A dict whose keys are not numbers: those could be found by index. */
function isDict(at: StepText, value: SyntaxNode): boolean {
  if (value.name !== 'DictionaryExpression') return false;
  return [...entriesOf(value)].every(([key]) => key !== null && /^(?:String|ContinuedString)$/.test(key.name));
}

const inputsParameter = ({ source, definition }: StepText): string | null => {
  const [, inputs] = definition.getChild('ParamList')?.getChildren('VariableName') ?? [];
  return inputs ? textOf(source, inputs) : null;
};

const inputsHaveNoLength: Hint = {
  code: 'len-of-inputs',
  severity: 'warning',
  headline: 'inputs has no length',
  find: (at) =>
    callsOf(at, ['len'])
      .filter((call) => at.step.isJoin && isInputs(at, argumentsOf(at.source, call.getChild('ArgList')).positional[0]))
      .map((call) => {
        const name = inputsParameter(at) ?? 'inputs';
        const { from, to } = call;
        const text = `len(list(${name}))`;
        const quickFix = { title: `Write ${text}`, edits: [{ from, to, text }] };
        return { from, to, message: `Raises TypeError: use ${text}.`, quickFix };
      }),
};

const isInputs = (at: StepText, node: SyntaxNode | null | undefined): boolean =>
  node?.name === 'VariableName' && textOf(at.source, node) === inputsParameter(at);

const inputsByNumber: Hint = {
  code: 'static-join-order',
  severity: 'warning',
  headline: 'Any branch',
  find: (at) => {
    const split = at.graph.steps.find(({ matchingJoin }) => matchingJoin === at.step.name);
    if (!at.step.isJoin || split?.type !== 'split') return [];
    return nodesIn(at.definition, 'MemberExpression')
      .filter((node) => isInputs(at, node.firstChild) && isNumbered(at, node))
      .map((node) =>
        remarkAt(
          node,
          `The inputs of a static split come in arbitrary order, which may differ from run to run: name the branch, ` +
            `as in ${inputsParameter(at) ?? 'inputs'}.${split.next[0] ?? ''}.`,
        ),
      );
  },
};

function isNumbered({ source }: StepText, { lastChild }: SyntaxNode): boolean {
  const index = lastChild?.name === ']' ? lastChild.prevSibling : null;
  if (!index) return false;
  return numberOf(source, index) !== null || index.name === 'UnaryExpression';
}

const mergeElsewhere: Hint = {
  code: 'merge-outside-join',
  severity: 'warning',
  headline: 'Not a join',
  find: (at) =>
    at.step.isJoin
      ? []
      : callsOf(at, ['self.merge_artifacts']).map((call) =>
          remarkAt(call, `merge_artifacts can only be called in a join and step ${at.step.name} is not a join`),
        ),
};

/** What splits, foreaches and joins do with their items and inputs. */
export const BRANCH_HINTS: readonly Hint[] = [overSet, overDict, inputsHaveNoLength, inputsByNumber, mergeElsewhere];
