import STYLE from '../../world/card.css?raw';
import { inspect } from '../run/inspect';
import type { Rendered } from './component';
import { escaped } from './escaped';
import { markdown } from './markdown';
import { jsonText } from './viewers';

/** Draws rendered components as HTML. Every text is escaped here; nothing of a component reaches the page as markup. */

export const page = (title: string, body: readonly string[]): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>` +
  `<style>${STYLE}</style></head>\n<body><main>\n${body.join('\n')}\n</main></body></html>\n`;

export const heading = (text: string): string => `<h2>${escaped(text)}</h2>`;

export const pre = (text: string): string => `<pre>${escaped(text)}</pre>`;

export function table(headers: readonly unknown[], rows: readonly (readonly unknown[])[]): string {
  const head = headers.map((header) => `<th scope="col">${cell(header)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((value) => `<td>${cell(value)}</td>`).join('')}</tr>`).join('');
  return `<table>${head === '' ? '' : `<thead><tr>${head}</tr></thead>`}<tbody>${body}</tbody></table>`;
}

const cell = (value: unknown): string => (isRendered(value) ? component(value) : escaped(shown(value)));

const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null ? inspect(value) : String(value);

export const isRendered = (value: unknown): value is Rendered =>
  typeof value === 'object' && value !== null && typeof (value as { readonly type?: unknown }).type === 'string';

/** A text is taken for text. An object of a type that nobody knows is shown as JSON. */
export function component(rendered: unknown): string {
  if (!isRendered(rendered)) return `<p>${escaped(shown(rendered))}</p>`;
  const draw = Object.hasOwn(DRAW, rendered.type) ? DRAW[rendered.type] : undefined;
  return draw ? draw(rendered) : pre(jsonText(rendered, 2));
}

const title = ({ title }: Rendered): string => (title ? `<h3>${escaped(title)}</h3>` : '');

function image({ label, src }: Rendered): string {
  return `<figure><img src="${escaped(src)}" alt="${escaped(label)}"><figcaption>${escaped(label)}</figcaption></figure>`;
}

function artifact({ name, kind, text }: Rendered): string {
  const strong = name ? `<strong>${escaped(name)}</strong> ` : '';
  return `<div>${strong}<span class="soft">${escaped(kind)}</span>${pre(String(text))}</div>`;
}

function progress({ label = '', details = '', value, max, unit = '' }: Rendered): string {
  return (
    `<section class="box"><div>${escaped(label)} <span class="soft">${escaped(details)}</span></div>` +
    `<progress value="${escaped(value)}" max="${escaped(max)}"></progress>` +
    `<div>${escaped(value)} / ${escaped(max)} ${escaped(unit)}</div></section>`
  );
}

function valueBox(rendered: Rendered): string {
  const soft = ['subtitle', 'change_indicator']
    .filter((key) => key in rendered)
    .map((key) => `<div class="soft">${escaped(rendered[key])}</div>`);
  return `<section class="box">${title(rendered)}<div class="value">${escaped(rendered['value'])}</div>${soft.join('')}</section>`;
}

interface TimelineEvent {
  readonly metadata: object;
  readonly payloads: object;
}

function events(rendered: Rendered): string {
  const items = (rendered['events'] as readonly TimelineEvent[]).map(({ metadata, payloads }) => {
    const parts = Object.entries(payloads).map(([key, value]) => `<h4>${escaped(key)}</h4>${component(value)}`);
    return `<li>${table([], Object.entries(metadata))}${parts.join('')}</li>`;
  });
  return `<section class="box">${title(rendered)}<ol>${items.join('')}</ol></section>`;
}

const vega = ({ spec }: Rendered): string =>
  `<details data-vega-lite><summary>Vega-Lite chart</summary>${pre(jsonText(spec, 2))}</details>`;

const data = (rendered: Rendered): string => `${title(rendered)}${pre(String(rendered['data']))}`;

const DRAW: Readonly<Record<string, (rendered: Rendered) => string>> = {
  artifact,
  eventsTimeline: events,
  image,
  jsonViewer: data,
  log: data,
  markdown: ({ source }) => markdown(String(source)),
  progressBar: progress,
  pythonCode: data,
  table: ({ columns, data: rows }) => table(columns as readonly unknown[], rows as readonly (readonly unknown[])[]),
  valueBox,
  vegaChart: vega,
  yamlViewer: data,
};
