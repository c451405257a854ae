import type { GraphStep } from '../model/graph';
import type { QuickFix } from '../model/problem';
import type { Finding } from '../graph/finding';
import { nearName } from '../graph/nearName';
import { freeName, stepNamed, type Edit, type Fixable, type Writer } from './writer';

/** A flow, and how to write in its language. */
interface Mendable extends Fixable {
  readonly writer: Writer;
}

type Fixer = (flow: Mendable, finding: Finding, step: GraphStep) => QuickFix | null;

/** A text edit that mends what lint found in a flow; null where there is no one sensible way. */
export function quickFixOf(flow: Mendable, finding: Finding): QuickFix | null {
  const { code } = finding.problem;
  if (code === 'no-start' || code === 'no-end') return markOnly(flow, code === 'no-start' ? 'start' : 'end');
  const step = stepNamed(flow, finding.step);
  return step ? (FIXERS[code]?.(flow, finding, step) ?? null) : null;
}

const fix = (title: string, edits: readonly Edit[] | null): QuickFix | null =>
  edits && edits.length > 0 ? { title, edits } : null;

/** Marks the only step that nothing leads to, or that leads nowhere. */
function markOnly(flow: Mendable, which: 'start' | 'end'): QuickFix | null {
  const fits = ({ previous, source }: GraphStep): boolean =>
    which === 'start' ? previous.length === 0 : source.transition === null;
  const [only, ...others] = flow.graph.steps.filter(fits);
  if (!only || others.length > 0) return null;
  return fix(`Mark ${only.name} as the ${which}`, flow.writer.marked(flow, only.source, which));
}

const rename: Fixer = (flow, _, step) => {
  const { writer } = flow;
  const plain = writer.plainName(step.name);
  const name = freeName(flow, plain === step.name || plain === '' ? writer.otherName(plain || 'some') : plain, writer);
  const { from, to } = step.source.nameSpan;
  const calls = flow.graph.steps.flatMap(({ source }) => writer.retarget(flow, source, step.name, name));
  return fix(`Rename it to ${name}`, [{ from, to, text: name }, ...calls]);
};

const addNext: Fixer = (flow, _, { source }) => {
  const { writer } = flow;
  const target = targetAfter(flow, source.name);
  const goesSomewhere = flow.text.slice(source.span.from, source.span.to).includes(`${writer.self}.next(`);
  const edit = target === null || goesSomewhere ? null : writer.addedNext(flow, source, target);
  return edit && target !== null ? fix(`Add ${writer.nextTo(target)}`, [edit]) : null;
};

/** The step that stands below in the text, else the end. */
function targetAfter({ graph }: Fixable, name: string): string | null {
  const { steps } = graph.flow;
  const below = steps[steps.findIndex((step) => step.name === name) + 1]?.name;
  return below !== undefined && below !== graph.start ? below : graph.end;
}

const knowTarget: Fixer = (flow, { about }, step) => {
  if (about === null) return null;
  const near = nearName(
    about,
    flow.graph.steps.map(({ name }) => name).filter((name) => name !== step.name),
  );
  if (near !== null) return fix(`Go to ${near}`, flow.writer.retarget(flow, step.source, about, near));
  const next = targetAfter(flow, step.name);
  return next === null
    ? null
    : fix(`Add a step ${about}`, flow.writer.newStep(flow, { after: step.source }, { name: about, next }));
};

const removeNext: Fixer = ({ writer }, _, { source }) => {
  const span = source.transition?.span;
  return span ? fix(`Take ${writer.self}.next() away`, [{ from: span.from, to: span.to, text: writer.nothing }]) : null;
};

const takeSelf: Fixer = (flow, _, { source }) =>
  source.argumentCount === 0 ? fix('Take self', flow.writer.withInputs(flow, source, false)) : null;

const takeNoInputs: Fixer = (flow, _, { source }) => fix('Take no inputs', flow.writer.withInputs(flow, source, false));

const removeStep: Fixer = ({ text }, _, { name, source }) => {
  const lineStart = text.lastIndexOf('\n', source.span.from - 1) + 1;
  const [blank = ''] = /^\s*\n/.exec(text.slice(source.span.to)) ?? [];
  return fix(`Remove ${name}`, [{ from: lineStart, to: source.span.to + blank.length, text: '' }]);
};

/** Makes the plain step where the branches meet a join, or puts one before the end. */
const joinBranches: Fixer = (flow, { about }, end) => {
  const roots = about?.split(' ') ?? [];
  const meeting = flow.graph.steps.find(
    ({ type, previous }) => type === 'linear' && previous.length > 1 && previous.length === roots.length,
  );
  if (meeting) return fix(`Make ${meeting.name} a join`, flow.writer.withInputs(flow, meeting.source, true));
  return joinBefore(flow, end, []);
};

/** The end gives its inputs to a join before it. */
const endWithoutInputs: Fixer = (flow, _, end) =>
  joinBefore(flow, end, flow.writer.withInputs(flow, end.source, false) ?? []);

function joinBefore(flow: Mendable, end: GraphStep, more: readonly Edit[]): QuickFix | null {
  const name = freeName(flow, 'join', flow.writer);
  const calls = end.previous.flatMap((previous) => {
    const step = stepNamed(flow, previous);
    return step ? flow.writer.retarget(flow, step.source, end.name, name) : [];
  });
  const step = flow.writer.newStep(flow, { before: end.source }, { name, next: end.name, inputs: true });
  return fix(`Add a join before ${end.name}`, [...calls, ...step, ...more]);
}

/** The call that leads back goes on instead: to the step below, else to the end. */
const leaveLoop: Fixer = (flow, { about }, step) => {
  const target = targetAfter(flow, step.name);
  const isPlain = step.source.transition?.targets.length === 1;
  if (about === null || target === null || !isPlain || target === about || target === step.name) return null;
  return fix(`Go to ${target}`, flow.writer.retarget(flow, step.source, about, target));
};

/** Puts a plain step between a step and the join that it leads to. */
function stepBetween(flow: Mendable, from: GraphStep | undefined, join: string): QuickFix | null {
  const target = stepNamed(flow, join);
  if (!from || !target) return null;
  const { writer } = flow;
  const name = freeName(flow, writer.nameBefore(join), writer);
  const edits = [
    ...writer.retarget(flow, from.source, join, name),
    ...writer.newStep(flow, { before: target.source }, { name, next: join }),
  ];
  return fix(`Add a step between ${from.name} and ${join}`, edits);
}

const FIXERS: Readonly<Record<string, Fixer>> = {
  'reserved-name': rename,
  'invalid-name': rename,
  'missing-next': addNext,
  'unknown-step': knowTarget,
  'end-has-next': removeNext,
  'end-is-join': endWithoutInputs,
  loop: leaveLoop,
  'argument-count': takeSelf,
  'join-without-split': takeNoInputs,
  unreachable: removeStep,
  'split-not-joined': joinBranches,
  'empty-foreach': (flow, { about }, step) => stepBetween(flow, step, about ?? ''),
  'switch-to-join': (flow, { about }, step) =>
    stepBetween(flow, stepNamed(flow, about?.split(' ')[0] ?? null), step.name),
};
