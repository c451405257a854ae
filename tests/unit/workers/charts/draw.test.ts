import { describe, expect, test } from 'vitest';
import { drawChart } from '../../../../workers/charts/draw';

const bars = {
  width: 'container',
  data: {
    values: [
      { name: '<script>a</script>', count: 3 },
      { name: 'b', count: 5 },
    ],
  },
  mark: 'bar',
  encoding: { x: { field: 'name' }, y: { field: 'count', type: 'quantitative' } },
};
const draw = (spec: object) => drawChart(JSON.stringify(spec));

describe('a chart is drawn', () => {
  test('of Vega-Lite, as wide as a card, with its text escaped', async () => {
    const svg = await draw(bars);
    expect(svg).toMatch(/^<svg [^>]*width="6\d\d"/);
    expect(svg.match(/aria-roledescription="bar"/g)).toHaveLength(2);
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toContain('<script');
  });

  test('of several views, each with a size of its own', async () => {
    const { data, width, ...view } = bars;
    expect(await draw({ width, data, hconcat: [view, view] })).toContain('concat_1');
  });

  test('of Vega, where its schema says so', async () => {
    const spec = {
      $schema: 'https://vega.github.io/schema/vega/v6.json',
      width: 50,
      height: 20,
      marks: [{ type: 'rule' }],
    };
    expect(await draw(spec)).toMatch(/^<svg [^>]*width="51" height="21"/);
  });

  test('with expressions that are interpreted, not compiled', async () => {
    const spec = { ...bars, transform: [{ calculate: 'datum.count * 2', as: 'twice' }] };
    const { Function: real } = globalThis;
    globalThis.Function = new Proxy(real, {
      apply: () => {
        throw new EvalError('compiled');
      },
      construct: () => {
        throw new EvalError('compiled');
      },
    });
    try {
      expect(await draw(spec)).toContain('<svg');
    } finally {
      globalThis.Function = real;
    }
  });
});

describe('a chart that cannot be drawn says why', () => {
  test.each([
    ['it asks for an address', { ...bars, data: { url: 'https://example.com/a.csv' } }, /Charts load nothing here/],
    ['it has no mark', { data: { values: [] } }, /Invalid specification/],
    ['it reaches for the page', { ...bars, transform: [{ calculate: 'window.x', as: 'y' }] }, /window/],
    ['it is no dictionary', [], /Invalid specification/],
  ])('because %s', async (_, spec, message) => {
    await expect(draw(spec)).rejects.toThrow(message);
  });

  test('because it is no JSON', async () => {
    await expect(drawChart('{')).rejects.toThrow(SyntaxError);
  });

  test.each([
    ['a link', { href: { value: 'javascript:alert(1)' } }],
    ['a picture', { url: { value: 'https://example.com/a.png' } }],
  ])('or leaves %s out', async (_, channel) => {
    const spec = { ...bars, mark: 'url' in channel ? 'image' : 'bar', encoding: { ...bars.encoding, ...channel } };
    const svg = await draw(spec).catch((error: unknown) => String(error));
    expect(svg).not.toMatch(/href="(javascript|https?):/);
  });
});
