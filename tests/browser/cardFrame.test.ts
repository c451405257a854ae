import { afterEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { chartPainter } from '../../src/app/chartPainter';
import { withCharts } from '../../src/state/charts';
import CardFrame from '../../src/view/lower/CardFrame.svelte';

const chart = (spec: object) =>
  `<details data-vega-lite><summary>Vega-Lite chart</summary><pre>${JSON.stringify(spec)}</pre></details>`;
const bars = {
  width: 'container',
  data: { values: [{ n: 1 }, { n: 2 }] },
  mark: 'bar',
  encoding: { x: { field: 'n' }, y: { field: 'n', type: 'quantitative' } },
};
const frameIn = (container: Element): HTMLIFrameElement | null => container.querySelector('iframe');

afterEach(() => {
  document.body.replaceChildren();
});

test('a chart is drawn in a worker and stands in a frame that runs nothing', async () => {
  const draw = chartPainter();
  const html = await withCharts(`<h1>Card</h1>${chart(bars)}`, draw);
  const { container } = await render(CardFrame, { title: 'Card', html, onwant: () => undefined });
  const frame = frameIn(container);
  expect(frame?.getAttribute('sandbox')).toBe('');
  expect(frame?.srcdoc).toContain('aria-roledescription="bar"');
  expect(frame?.srcdoc).toContain("default-src 'none'");
});

test('a chart that asks for an address is refused in the worker too', async () => {
  const html = await withCharts(chart({ ...bars, data: { url: 'https://example.com/a.json' } }), chartPainter());
  expect(html).toContain('This chart cannot be drawn: Charts load nothing here');
});

test('while a refreshed card loads, the one before it stays', async () => {
  const props = { title: 'Card', html: '<p>1</p>' as string | undefined, onwant: () => undefined };
  const { container, rerender } = await render(CardFrame, props);
  await rerender({ ...props, html: undefined });
  expect(frameIn(container)?.srcdoc).toContain('<p>1</p>');
  await rerender({ ...props, html: '<p>2</p>' });
  expect(frameIn(container)?.srcdoc).toContain('<p>2</p>');
});

test('what a card only names is not connected to', async () => {
  const evil = [
    '<link rel="preconnect" href="https://a.example"><meta http-equiv="refresh" content="0;url=https://b.example">',
    '<template shadowrootmode="open"><link rel="preconnect" href="https://c.example"></template>',
    '<a href="https://d.example" ping="https://e.example">away</a><a href="#top">top</a>',
    '<svg><a xlink:href="https://f.example"><text>svg</text></a></svg><base href="https://g.example">',
    // Read twice, a style in another place is text no more.
    '<math><mtext><table><mglyph><style><!--</style><link rel="preconnect" href="https://h.example">',
  ].join('');
  const { container } = await render(CardFrame, { title: 'Card', html: evil, onwant: () => undefined });
  const shown = new DOMParser().parseFromString(frameIn(container)?.srcdoc ?? '', 'text/html');
  expect(shown.querySelectorAll('link, base, template, iframe, [ping]')).toHaveLength(0);
  expect([...shown.querySelectorAll('meta')].map((meta) => meta.httpEquiv)).toEqual([
    '',
    'Content-Security-Policy',
    'x-dns-prefetch-control',
  ]);
  const links = [...shown.querySelectorAll('a')];
  expect(links.map((link) => link.getAttribute('href') ?? link.getAttribute('xlink:href'))).toEqual([
    null,
    '#top',
    null,
  ]);
  expect(links[0]?.title).toBe('https://d.example');
});
