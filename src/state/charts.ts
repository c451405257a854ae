/** How a card carries a chart: its specification as text, to be read where nothing draws it. */
const CHART = /<details data-vega-lite><summary>[^<]*<\/summary><pre>([^<]*)<\/pre><\/details>/g;

/** Draws a Vega-Lite specification, given as JSON, as SVG. Rejects with what is wrong, in words. */
export type DrawChart = (spec: string) => Promise<string>;

/** A card's HTML with its charts drawn. One that cannot be drawn says why and shows its specification. */
export async function withCharts(html: string, draw: DrawChart): Promise<string> {
  const drawn = new Map<string, string>();
  for (const [whole, escaped = ''] of html.matchAll(CHART)) {
    if (!drawn.has(whole)) drawn.set(whole, await drawnOr(whole, unescaped(escaped), draw));
  }
  return html.replace(CHART, (whole) => drawn.get(whole) ?? whole);
}

async function drawnOr(details: string, spec: string, draw: DrawChart): Promise<string> {
  try {
    return `<figure>${await draw(spec)}</figure>`;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const opened = details.replace('<details data-vega-lite>', '<details open>');
    return `<section class="box"><p>This chart cannot be drawn: ${escapedText(why)}</p>${opened}</section>`;
  }
}

const ENTITIES = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&amp;': '&' } as const;

const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|quot|#x27|amp);/g, (entity) => ENTITIES[entity as keyof typeof ENTITIES]);

const escapedText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
