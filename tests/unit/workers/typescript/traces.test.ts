import { expect, test } from 'vitest';
import { framesOf, traceProgram } from '../../../../workers/typescript/run/traces';

const url = 'blob:null/7092e10a';

/** As each engine writes the stack of an error that arose in line 3 of the compiled code, in `work`. */
test.each([
  ['Chromium', `Error: boom\n    at Flow.work (${url}:3:5)\n    at Task.run (blob:null/other:119:5798)`],
  ['Firefox and Safari', `work@${url}:3:5\n#p@blob:null/other:119:5798\n`],
  ['Firefox from 140.12 on', 'work@:3:5\n#p@blob:null/other:119:5798\n'],
])('the flow’s own frames are found in a stack of %s', (_engine, stack) => {
  const sourceLines = ['class Flow {', '  work() {', '    throw new Error("boom")', '  }', '}'];
  traceProgram({ fileName: 'flow.ts', url, origins: [[[0, 1]], [[0, 2]], [[4, 3]]], sourceLines });
  const error = Object.assign(new Error('boom'), { stack });
  expect(framesOf(error)).toEqual([
    { file: 'flow.ts', line: 3, name: 'work', text: 'throw new Error("boom")', own: true },
  ]);
});
