import { describe, expect, test } from 'vitest';
import { lint } from '../../../src/graph/lint';
import { lintDecorators } from '../../../src/graph/lintDecorators';
import { graphOf } from '../../../src/graph/graphOf';
import { readPython } from '../../../src/language/python/read';
import { caseCommands, caseFile, caseNames, graphOfText } from '../../support/pythonFlow';

const files = caseNames().flatMap((name) =>
  [...new Set(caseCommands(name).map(({ flow }) => flow))].map((file) => [`${name}/${file}`, name, file] as const),
);

const refusals = caseNames().flatMap((name) =>
  caseCommands(name)
    .filter(({ outcome, args }) => outcome === 'rejected' && args[0] === 'run')
    .filter(({ headline = '' }) => /Validity|Flow failed/.test(headline))
    .map((command) => [`${name}/${command.flow}`, name, command] as const),
);

describe('what Metaflow refused is refused in its words', () => {
  test.each(refusals)('%s', (_, name, { flow, headline, message }) => {
    const graph = graphOfText(caseFile(name, flow));
    const [first] = [...lint(graph, flow), ...lintDecorators(graph)];
    expect(first).toMatchObject({ headline, message });
  });
});

describe('what Metaflow ran is read without a problem', () => {
  const refused = new Set(refusals.map(([title]) => title));
  test.each(files.filter(([title]) => !refused.has(title)))('%s', (_, name, file) => {
    const { flow, problems } = readPython(caseFile(name, file), file);
    expect(problems).toEqual([]);
    const graph = flow && graphOf(flow);
    expect(graph && [...lint(graph, file), ...lintDecorators(graph)]).toEqual([]);
  });
});
