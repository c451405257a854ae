import type { SyntaxNode } from '@lezer/common';
import { textOf, type Source } from '../source';
import { childrenOf } from './tree';

const ROWS = 'a list of dicts, one dict a row';
const MODEL = 'a model of a few lines of Python';

/** Packages that flows usually import and the page lacks, with what to use here. The Python worker has the same table. */
const MISSING: ReadonlyMap<string, string> = new Map([
  ['numpy', 'lists and the statistics module'],
  ['pandas', ROWS],
  ['scipy', 'the math and statistics modules'],
  ['sklearn', MODEL],
  ['matplotlib', 'metaflow.cards: Table, Image, VegaChart'],
  ['polars', ROWS],
  ['pyarrow', ROWS],
  ['torch', MODEL],
  ['tensorflow', MODEL],
  ['xgboost', MODEL],
  ['PIL', 'metaflow.cards.Image with the bytes of an image file'],
  ['boto3', 'artifacts: there is no network here'],
  ['httpx', 'requests or urllib.request'],
  ['aiohttp', 'requests or urllib.request'],
  ['yaml', 'the json module'],
]);

/** One usual check in plain Python, by the substitute for the package. */
const EXAMPLES: ReadonlyMap<string, string> = new Map([
  [ROWS, 'df["price"].isna().any() is any(row["price"] is None for row in rows)'],
  ['lists and the statistics module', 'np.mean(prices) is statistics.mean(prices)'],
]);

/** A module that an import names and the page lacks: where it stands, and why it is not here. */
interface MissingModule {
  readonly node: SyntaxNode;
  readonly message: string;
}

/** What an import statement wants that the page cannot give. */
export const missingModules = (source: Source, statement: SyntaxNode): readonly MissingModule[] =>
  importedModules(statement).flatMap((node) => {
    const message = whyMissing(textOf(source, node));
    return message === null ? [] : [{ node, message }];
  });

/** Python's own words when the import runs, and an example; null for a package that may be here. */
function whyMissing(name: string): string | null {
  const substitute = MISSING.get(name);
  if (substitute === undefined) return null;
  const example = EXAMPLES.get(substitute);
  return (
    `No module named '${name}': this page runs Python with its standard library only. Use ${substitute} instead; on ` +
    `your own machine Metaflow runs ${name} as ever.${example === undefined ? '' : ` Here, ${example}.`}`
  );
}

/** The first names of the modules: of `import a.b, c` `a` and `c`, of `from a.b import c` `a`. */
function importedModules(statement: SyntaxNode): readonly SyntaxNode[] {
  const isFrom = statement.firstChild?.name === 'from';
  const before = isFrom ? ['from'] : ['import', ','];
  return [...childrenOf(statement)].filter(
    ({ name, prevSibling }) => name === 'VariableName' && before.includes(prevSibling?.name ?? ''),
  );
}
