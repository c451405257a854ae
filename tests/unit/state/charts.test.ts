import { expect, test } from 'vitest';
import { withCharts } from '../../../src/state/charts';

const chart = (spec: string) =>
  `<details data-vega-lite><summary>Vega-Lite chart</summary><pre>${spec}</pre></details>`;
const echo = (spec: string) => Promise.resolve(`<svg>${spec.length}</svg>`);

test('each chart of a card is drawn where it stands', async () => {
  const html = `<h1>a</h1>${chart('{&quot;mark&quot;: &quot;&amp;lt;&quot;}')}<p>b</p>${chart('{}')}`;
  const asked: string[] = [];
  const drawn = await withCharts(html, (spec) => {
    asked.push(spec);
    return echo(spec);
  });
  expect(asked).toEqual(['{"mark": "&lt;"}', '{}']);
  expect(drawn).toBe('<h1>a</h1><figure><svg>16</svg></figure><p>b</p><figure><svg>2</svg></figure>');
});

test('a card without a chart is left alone, and nothing is asked to draw', async () => {
  const html = '<pre>data-vega-lite</pre>';
  expect(await withCharts(html, () => Promise.reject(new TypeError('asked')))).toBe(html);
});

test('a chart that cannot be drawn says why and shows its specification', async () => {
  const html = await withCharts(chart('{&lt;}'), () => Promise.reject(new Error('no <b>mark</b>')));
  expect(html).toContain('This chart cannot be drawn: no &lt;b&gt;mark&lt;/b&gt;');
  expect(html).toContain('<details open>');
  expect(html).toContain('<pre>{&lt;}</pre>');
});

test('what stands in a drawing is not read as a pattern', async () => {
  expect(await withCharts(chart('{}'), () => Promise.resolve("$& $' $1"))).toBe("<figure>$& $' $1</figure>");
});
