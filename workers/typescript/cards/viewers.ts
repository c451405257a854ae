import { CardComponent } from './component';

type Options = Readonly<Record<string, unknown>>;

export class JSONViewer extends CardComponent {
  protected data: unknown;
  readonly #options: Options;

  constructor(data: unknown, { title, collapsible = true }: Options = {}) {
    super();
    this.data = data;
    this.#options = { title, collapsible };
  }

  override update(data: unknown): void {
    this.data = data;
  }

  override render(): unknown {
    return this.viewed('jsonViewer', jsonText(this.data, 2));
  }

  protected viewed(type: string, data: string): unknown {
    return this.rendered(type, { data, ...this.#options });
  }
}

export class YAMLViewer extends JSONViewer {
  override render(): unknown {
    const text = typeof this.data === 'string' ? this.data : [...yamlLines(this.data, '')].join('\n');
    return this.viewed('yamlViewer', text);
  }
}

/** What JSON lacks is shown as text. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item), indent) ??
  String(value);

/** Plain YAML: texts are quoted as JSON quotes them, which YAML reads. */
function* yamlLines(value: unknown, indent: string): Generator<string> {
  const entries = entriesOf(value);
  if (entries === null) yield `${indent}${jsonText(value)}`;
  for (const [head, item] of entries ?? []) {
    if (entriesOf(item) === null) yield `${indent}${head} ${jsonText(item)}`;
    else {
      yield `${indent}${head}`;
      yield* yamlLines(item, `${indent}  `);
    }
  }
}

/** Of a list or record that holds something. */
function entriesOf(value: unknown): (readonly [string, unknown])[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const entries = Array.isArray(value)
    ? value.map((item: unknown) => ['-', item] as const)
    : Object.entries(value).map(([key, item]) => [`${key}:`, item as unknown] as const);
  return entries.length > 0 ? entries : null;
}
