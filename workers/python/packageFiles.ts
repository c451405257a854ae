import cardStyle from '../world/card.css?raw';

const texts: Readonly<Record<string, string>> = import.meta.glob('./{metaflow,requests,urllib3}/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Our `metaflow`, and what stands in for `requests`: text by path below the folder that holds the packages. */
export const packageFiles: ReadonlyMap<string, string> = new Map([
  ...Object.entries(texts).map(([path, text]) => [path.replace('./', ''), text] as const),
  // Read while the module is imported, and so part of a snapshot.
  ['metaflow/plugins/cards/card_modules/card.css', cardStyle] as const,
]);
