import type { Decorator, Flow, SourceValue } from '../../model/flow';
import type { Json } from '../../model/json';
import { DECORATORS } from './metaflowWords';

/** What the decorator on a line does with the values it has, as Markdown; null where there is none that we know. */
export function explainDecorator(flow: Flow | null, line: number, name: string): string | null {
  const word = DECORATORS.find((known) => known.name === name);
  if (word === undefined) return null;
  const written = flow === null ? undefined : decoratorsOf(flow).find((one) => one.name === name && isOn(one, line));
  const now = written === undefined ? null : withValues(written);
  const values = word.options.map(({ name: key, default: value }) => `${key}=${valueText(written, key) ?? value}`);
  const head = `\`@${name}${values.length > 0 ? `(${values.join(', ')})` : ''}\``;
  return [head, ...(now === null ? [] : [now]), word.doc].join('\n\n');
}

/** As {@link explainDecorator}, without what TypeScript's own hover says: what the values come to. */
export function explainValues(flow: Flow | null, line: number, name: string): string | null {
  const known = name === 'catchError' ? 'catch' : name;
  const written = flow === null ? undefined : decoratorsOf(flow).find((one) => one.name === known && isOn(one, line));
  return written === undefined
    ? null
    : (withValues(written)?.replace('self.', 'this.').replace('`None`', '`null`') ?? null);
}

const decoratorsOf = (flow: Flow): readonly Decorator[] => [
  ...flow.decorators,
  ...flow.steps.flatMap(({ decorators }) => decorators),
];

const isOn = ({ span }: Decorator, line: number): boolean => span.line <= line && line <= span.endLine;

function withValues(decorator: Decorator): string | null {
  switch (decorator.name) {
    case 'retry':
      return retrySentence(numberOf(decorator, 'times', 3), numberOf(decorator, 'minutes_between_retries', 2));
    case 'timeout':
      return timeoutSentence(
        numberOf(decorator, 'hours', 0),
        numberOf(decorator, 'minutes', 0),
        numberOf(decorator, 'seconds', 0),
      );
    case 'catch':
      return catchSentence(decorator.attributes['var']);
    default:
      return null;
  }
}

function retrySentence(times: number | null, minutes: number | null): string | null {
  if (times === null) return null;
  const attempts = times > 0 ? `Attempts 0 to ${String(times)} may run` : 'Only attempt 0 may run';
  const wait = minutes === null || times <= 0 ? '' : `, ${(minutes * 60).toFixed(2)} s apart where the platform waits`;
  return `${attempts}${wait}.`;
}

function timeoutSentence(hours: number | null, minutes: number | null, seconds: number | null): string | null {
  if (hours === null || minutes === null || seconds === null) return null;
  return `Each attempt may take ${String(hours * 3600 + minutes * 60 + seconds)} s.`;
}

const catchSentence = (variable: SourceValue | undefined): string =>
  variable?.kind === 'literal' && typeof variable.value === 'string'
    ? `\`self.${variable.value}\` will hold the exception, or \`None\`.`
    : 'The exception is not kept: there is no `var`.';

/** Null for a number that is known only once the flow is loaded. */
function numberOf(decorator: Decorator, name: string, otherwise: number): number | null {
  const value = decorator.attributes[name];
  if (value === undefined) return otherwise;
  return value.kind === 'literal' && typeof value.value === 'number' ? value.value : null;
}

function valueText(decorator: Decorator | undefined, name: string): string | null {
  const value = decorator?.attributes[name];
  if (value === undefined) return null;
  return value.kind === 'code' ? value.text : pythonText(value.value);
}

const pythonText = (value: Json): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
};
