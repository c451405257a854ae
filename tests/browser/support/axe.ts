import axe from 'axe-core';

/** What axe finds in a part of the page, as short lines; the rules about whole pages are left out. */
export async function violations(part: Element = document.body): Promise<readonly string[]> {
  const { violations: found } = await axe.run(part, { rules: { region: { enabled: false } } });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}
