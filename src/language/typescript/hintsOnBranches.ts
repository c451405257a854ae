import type { SyntaxNode } from '@lezer/common';
import { catchersInto, remarkAt, type Remark } from '../hint';
import { textOf } from '../source';
import { parametersOf } from './steps';
import { callsOf, inputsParameter, lastAssignments, nodesIn, type Hint, type StepText } from './stepText';
import { argumentsOf, optionsOf } from './tree';
import { TYPESCRIPT_WRITER } from './writer';

const overObject: Hint = {
  code: 'foreach-over-dict',
  severity: 'warning',
  headline: 'An object has no items',
  find: (at) =>
    lastAssignments(at)
      .filter(({ name, value }) => name === at.step.foreachVariable && value?.name === 'ObjectExpression')
      .map(({ expression }) =>
        remarkAt(
          expression,
          'foreach wants something to go through item by item, and an object is not iterable: take Object.keys(…) or ' +
            'Object.entries(…) of it.',
        ),
      ),
};

const isInputs = (at: StepText, node: SyntaxNode | null | undefined): boolean =>
  node?.name === 'VariableName' && textOf(at.source, node) === inputsParameter(at);

const inputsHaveNoLength: Hint = {
  code: 'len-of-inputs',
  severity: 'warning',
  headline: 'inputs has no length',
  find: (at) =>
    !at.step.isJoin
      ? []
      : nodesIn(at.definition, 'MemberExpression')
          .filter(({ firstChild, lastChild }) => {
            const property = lastChild?.name === 'PropertyName' ? textOf(at.source, lastChild) : '';
            return property === 'length' && isInputs(at, firstChild);
          })
          .map(({ from, to }): Remark => {
            const text = `[...${inputsParameter(at) ?? 'inputs'}].length`;
            const quickFix = { title: `Write ${text}`, edits: [{ from, to, text }] };
            return { from, to, message: `It gives undefined: use ${text}.`, quickFix };
          }),
};

const inputsUntyped: Hint = {
  code: 'untyped-inputs',
  severity: 'info',
  headline: 'Any type',
  find: (at) => {
    const [parameter] = parametersOf(at.source, at.definition);
    if (!at.step.isJoin || !parameter || parameter.nextSibling?.name === 'TypeAnnotation') return [];
    const type = `Inputs<${at.graph.flow.name}>`;
    const edits = TYPESCRIPT_WRITER.withInputs({ graph: at.graph, text: at.source.text }, at.step.source, true);
    const quickFix = edits ? { quickFix: { title: `Give it the type ${type}`, edits } } : {};
    const message = `With the type ${type} the editor knows the artifacts of the branches.`;
    return [{ ...remarkAt(parameter, message), ...quickFix }];
  },
};

const inputsByNumber: Hint = {
  code: 'static-join-order',
  severity: 'warning',
  headline: 'Any branch',
  find: (at) => {
    const split = at.graph.steps.find(({ matchingJoin }) => matchingJoin === at.step.name);
    if (!at.step.isJoin || split?.type !== 'split') return [];
    return nodesIn(at.definition, 'MemberExpression')
      .filter(({ firstChild, lastChild }) => {
        const index = lastChild?.name === ']' ? lastChild.prevSibling : null;
        return isInputs(at, firstChild) && index?.name === 'Number';
      })
      .map((node) =>
        remarkAt(
          node,
          `The inputs of a static split come in arbitrary order, which may differ from run to run: name the branch, ` +
            `as in ${inputsParameter(at) ?? 'inputs'}.${split.next[0] ?? ''}.`,
        ),
      );
  },
};

const mergeElsewhere: Hint = {
  code: 'merge-outside-join',
  severity: 'warning',
  headline: 'Not a join',
  find: (at) =>
    at.step.isJoin
      ? []
      : callsOf(at, ['this.mergeArtifacts']).map((call) =>
          remarkAt(call, `mergeArtifacts can only be called in a join and step ${at.step.name} is not a join`),
        ),
};

/** `mergeArtifacts` where several branches have a `@catchError`. */
const mergeAfterCatch: Hint = {
  code: 'merge-after-catch',
  severity: 'warning',
  headline: 'May conflict',
  find: (at) =>
    catchersInto(at)
      ? callsOf(at, ['this.mergeArtifacts'])
          .filter((call) => {
            const options = optionsOf(at.source, argumentsOf(call)[1] ?? null);
            const exclude = options.get('exclude');
            return !options.has('include') && !(exclude && textOf(at.source, exclude).includes('_catch_exception'));
          })
          .map((call) =>
            remarkAt(
              call,
              'When @catchError handles failures in several branches, each leaves its own _catch_exception, and ' +
                "mergeArtifacts refuses even where var is excluded: exclude '_catch_exception' as well.",
            ),
          )
      : [],
};

/** What splits, foreaches and joins do with their items and inputs. */
export const BRANCH_HINTS: readonly Hint[] = [
  overObject,
  inputsHaveNoLength,
  inputsUntyped,
  inputsByNumber,
  mergeElsewhere,
  mergeAfterCatch,
];
