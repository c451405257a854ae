const files = import.meta.glob<string>('../lessons/[0-9]*.md', { query: '?raw', import: 'default', eager: true });

/** The lessons that come with the page. The number at the head of a file's name is its place and no part of its id. */
export const shippedLessons = Object.entries(files)
  .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  .map(([path, text]) => ({ id: path.replace(/^.*\/\d+-|\.md$/g, ''), text }));
