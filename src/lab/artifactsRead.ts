import { readPython } from '../language/python/read';
import { readTypeScript } from '../language/typescript/read';
import type { Scenario } from '../model/scenario';

/** A member that is neither assigned nor called: `self.data`, `inputs.left.data`, `this.data`. */
const READ = /\.([A-Za-z_$][\w$]*)\b(?!\s*(?:=(?![=>])|\())/g;

/**
 * The names that each step of a flow reads of `self`, of `this` or of its inputs, as far as its text tells: what it reads
 * by other means, or in a function that it calls, is not among them, and a name in a comment may be.
 */
export function artifactsRead({
  language,
  source,
  fileName,
}: Pick<Scenario, 'language' | 'source' | 'fileName'>): ReadonlyMap<string, ReadonlySet<string>> {
  const { flow } = (language === 'python' ? readPython : readTypeScript)(source, fileName);
  return new Map(
    (flow?.steps ?? []).map(({ name, span }) => {
      const text = source.slice(span.from, span.to);
      return [name, new Set(Array.from(text.matchAll(READ), ([, member = '']) => member))] as const;
    }),
  );
}
