import { Error as ErrorsOnly, loader, logger, parse, View, type Spec } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';

/** What fills its container in Metaflow's page has this many pixels here. */
const WIDTH = 640;
const HEIGHT = 320;

/**
 * A chart as SVG. It comes from strangers' code: expressions are interpreted, never compiled to JavaScript, and
 * nothing is loaded.
 *
 * @throws {Error} in words, where Vega cannot draw it.
 */
export async function drawChart(text: string): Promise<string> {
  const problems: string[] = [];
  const log = logger(ErrorsOnly, 'error', (_method: unknown, _level: unknown, said: readonly unknown[]) => {
    problems.push(said.map(wordsOf).join(' '));
  });
  const runtime = parse(vegaOf(JSON.parse(text)), undefined, { ast: true });
  const nothing = loadNothing((address) => {
    problems.push(`Charts load nothing here, and this one asks for ${address}. Give it its values instead.`);
  });
  const view = new View(runtime, { expr: expressionInterpreter, renderer: 'none', loader: nothing, logger: log });
  try {
    const svg = await view.toSVG();
    const [problem] = problems;
    if (problem !== undefined) throw new Error(problem);
    return svg;
  } finally {
    view.finalize();
  }
}

const wordsOf = (said: unknown): string => (said instanceof Error ? said.message : String(said));

/** Vega draws an empty chart of what it could not load, so that addresses are told to `asked`. Links lead nowhere. */
function loadNothing(asked: (address: string) => void): ReturnType<typeof loader> {
  const refuse = (address: string): Promise<never> => {
    asked(address);
    return Promise.reject(new Error('Charts load nothing here.'));
  };
  return { ...loader(), load: refuse, http: refuse, file: refuse, sanitize: () => Promise.resolve({ href: '' }) };
}

/** As vega-embed does, `$schema` tells Vega from Vega-Lite. */
function vegaOf(spec: unknown): Spec {
  if (typeof spec !== 'object' || spec === null) throw new Error('A chart is a dictionary.');
  const isVega = '$schema' in spec && String(spec.$schema).includes('/schema/vega/');
  const sized = { ...spec, ...sizeOf(spec) };
  return isVega ? (sized as unknown as Spec) : compile(sized as unknown as TopLevelSpec).spec;
}

/** There is no container to fill; charts of several views have sizes of their own. */
function sizeOf(spec: object): object {
  const isSingle = ('mark' in spec || 'layer' in spec) && !/"(row|column|facet)":/.test(JSON.stringify(spec));
  const sizes = Object.entries({ width: WIDTH, height: HEIGHT }).filter(
    ([name]) => (spec as Readonly<Record<string, unknown>>)[name] === 'container',
  );
  return Object.fromEntries(sizes.map(([name, pixels]) => [name, isSingle ? pixels : undefined]));
}
