import { graphOf } from '../../../src/graph/graphOf';
import { EPOCH_MS } from '../../../src/model/time';
import type { TaskView } from '../flow/taskView';
import { inspect } from '../run/inspect';
import { preview } from '../run/preview';
import { traceLines } from '../run/traces';
import { typeNameOf } from '../run/typeName';
import { dedented } from './component';
import { escaped } from './escaped';
import { component, heading, page, pre, table } from './html';

/** What a card is drawn from. */
export interface CardContent {
  readonly task: TaskView;
  readonly options: Readonly<Record<string, unknown>>;
  /** Of the components, as they rendered. */
  readonly components: readonly unknown[];
}

export interface CardKind {
  readonly isEditable: boolean;
  /** When the task has ended. */
  render(content: CardContent): string;
  /** While the task still runs; absent where that is not drawn. */
  renderRuntime?(content: CardContent): string;
}

const SHOWN = 200;

const defaultCard: CardKind = {
  isEditable: true,
  render: (content) => page(content.task.pathspec, [...head(content, metadata(content.task)), ...rest(content.task)]),
  renderRuntime: (content) =>
    page(
      content.task.pathspec,
      head(
        content,
        metadata(content.task).filter(([name]) => name !== 'Task Finished On'),
      ),
    ),
};

function blank({ task, options, components }: CardContent): string {
  const title = String(options['title'] ?? task.pathspec);
  return page(title, [`<h1>${escaped(title)}</h1>`, ...components.map(component)]);
}

/** The cards that come with Metaflow, as far as this page has them. */
export const CARDS: ReadonlyMap<string, CardKind> = new Map<string, CardKind>([
  ['default', defaultCard],
  ['blank', { isEditable: true, render: blank, renderRuntime: blank }],
  ['default_json', { isEditable: false, render: ({ task }) => page(task.pathspec, [pre(valuesJson(task))]) }],
  [
    'taskspec_card',
    { isEditable: false, render: ({ task }) => page(task.pathspec, [`<p>${escaped(task.pathspec)}</p>`]) },
  ],
  ['error', { isEditable: false, render: ({ task }) => errorCard(task, 'No stack trace available') }],
]);

/** What stands in the place of a card that could not be drawn. */
export const errorCard = ({ pathspec }: TaskView, problem: string): string =>
  page(pathspec, [`<h1>${escaped(pathspec)}</h1>`, heading('Card Render Failed With Error'), pre(problem)]);

const valuesJson = (task: TaskView): string =>
  JSON.stringify(Object.fromEntries(task.shownValues().map(([name, value]) => [name, preview(value)])), null, 2);

type Row = readonly [string, string];

function head({ task, components }: CardContent, rows: readonly Row[]): string[] {
  return [
    `<h1>${escaped(task.pathspec)}</h1>`,
    ...(components.length > 0 ? [`<section class="box">${components.map(component).join('')}</section>`] : []),
    heading('Task Metadata'),
    table([], rows),
    heading('Task Code'),
    pre(codeOf(task)),
  ];
}

/** What the task leaves, once it has ended. */
function rest(task: TaskView): string[] {
  const all = task.shownValues();
  const parameters = all.filter(([name]) => task.parameterNames.includes(name));
  const artifacts = all.filter(([name]) => !task.parameterNames.includes(name) && name !== 'name');
  return [
    heading('Flow Parameters'),
    valueTable(parameters, 'No Parameters'),
    heading('Artifacts'),
    valueTable(artifacts, 'No Artifacts'),
    ...(task.caught ? [heading('Caught Exception'), pre(traceLines(task.caught.thrown).join('\n'))] : []),
    heading('DAG'),
    table(['Step', 'Type', 'Next'], graphRows(task)),
  ];
}

function valueTable(values: readonly (readonly [string, unknown])[], none: string): string {
  if (values.length === 0) return `<p>${none}</p>`;
  const rows = values.map(([name, value]) => [name, typeNameOf(value), cut(inspect(value))]);
  return table(['Name', 'Type', 'Value'], rows);
}

const cut = (text: string): string => (text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`);

function metadata(task: TaskView): Row[] {
  const { order } = task;
  const at = task.now();
  return [
    ['Task Created On', moment(order.codeStartsAt)],
    ['Task Finished On', moment(at)],
    ['Tags', [...order.tags].sort().join(', ') || '–'],
    ['Attempt', String(order.attempt)],
    ['Task Duration', `${String(Number(((at - order.codeStartsAt) / 1e6).toPrecision(6)))} s`],
    ['User', order.user],
  ];
}

const moment = (at: number): string => new Date(EPOCH_MS + at / 1000).toISOString().slice(0, 19).replace('T', ' ');

function codeOf({ order, graph }: TaskView): string {
  const span = graph?.steps.find(({ name }) => name === order.step)?.span;
  if (!span) return 'The source of this step cannot be read.';
  const indent = ' '.repeat(span.column - 1);
  return dedented(`${indent}${order.source.slice(span.from, span.to)}`);
}

const graphRows = ({ graph }: TaskView): Row3[] =>
  graph === null ? [] : graphOf(graph).steps.map(({ name, type, next }) => [name, type, next.join(', ')]);

type Row3 = readonly [string, string, string];
