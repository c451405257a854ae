import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { FLOW_DECORATORS, STEP_DECORATORS } from '../../../../src/graph/decoratorTable';
import {
  FAULTLINE_NAMES,
  FLOW_DECORATOR_NAMES,
  STEP_DECORATOR_NAMES,
} from '../../../../src/language/typescript/faultlineNames';
import { metaflowName, snakeCase, typescriptName } from '../../../../src/language/typescript/spelling';

const declarations = readFileSync(
  new URL('../../../../src/language/typescript/faultline.d.ts', import.meta.url),
  'utf8',
);

/** What the declaration file exports, as TypeScript reads it. */
function exportedNames(): readonly string[] {
  const file = ts.createSourceFile('faultline.d.ts', declarations, ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement): readonly string[] => {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      return clause && ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : [];
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText(file));
    const { name } = statement as ts.DeclarationStatement;
    return name && ts.isIdentifier(name) ? [name.text] : [];
  });
}

test('the reader knows every name that the types have, and no other', () => {
  expect([...FAULTLINE_NAMES].sort()).toEqual([...new Set(exportedNames())].sort());
});

test('TypeScript has all of Metaflow’s decorators but those of Python’s packages', () => {
  const missing = (table: ReadonlyMap<string, unknown>, names: readonly string[]): readonly string[] =>
    [...table.keys()].filter((name) => !names.includes(typescriptName(name)));
  expect(missing(STEP_DECORATORS, STEP_DECORATOR_NAMES)).toEqual(['pytorch_parallel', 'pypi', 'conda']);
  expect(missing(FLOW_DECORATORS, FLOW_DECORATOR_NAMES)).toEqual(['pypi_base', 'conda_base', 'exit_hook']);
});

test.each([
  ['simulateApiFailure', 'simulate_api_failure'],
  ['x', 'x'],
  ['apiURL', 'api_url'],
  ['URLOfApi', 'url_of_api'],
  ['fold2Of', 'fold2_of'],
  ['already_so', 'already_so'],
])('%s is %s in Python', (name, python) => {
  expect(snakeCase(name)).toBe(python);
});

test.each([
  ['catchError', 'catch'],
  ['minutesBetweenRetries', 'minutes_between_retries'],
  ['triggerOnFinish', 'trigger_on_finish'],
  ['JSONType', 'JSONType'],
])('%s is Metaflow’s %s, and back', (name, metaflows) => {
  expect(metaflowName(name)).toBe(metaflows);
  expect(typescriptName(metaflows)).toBe(name);
});
