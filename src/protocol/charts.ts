/** What the charts' worker answers to over comlink. */
export interface ChartPainter {
  /** A Vega-Lite or Vega specification, as JSON, drawn as SVG. Rejects with what is wrong with it, in words. */
  draw(spec: string): Promise<string>;
}
