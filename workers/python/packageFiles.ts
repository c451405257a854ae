const texts: Readonly<Record<string, string>> = import.meta.glob('./metaflow/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Our `metaflow` package: text by path below the folder that holds the package. */
export const packageFiles: ReadonlyMap<string, string> = new Map(
  Object.entries(texts).map(([path, text]) => [path.replace('./', ''), text]),
);
