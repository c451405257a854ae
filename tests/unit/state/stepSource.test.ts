import { expect, test } from 'vitest';
import { assignmentsIn, excerptAt } from '../../../src/state/stepSource';

const SOURCE = `class F(FlowSpec):
    @step
    def start(self):
        self.a = 1
        if self.a == 2:
            self.b: int = 3

        # self.c = 4
        self.a = 5
        self.next(self.work)

    @step
    def work(self):
        self.d = 1
`;

test('a step assigns what stands in its own lines, at the first that does', () => {
  expect(assignmentsIn(SOURCE, 'start')).toEqual([
    { name: 'a', line: 4 },
    { name: 'b', line: 6 },
  ]);
  expect(assignmentsIn(SOURCE, 'work')).toEqual([{ name: 'd', line: 14 }]);
});

test('a step that the text lacks assigns nothing', () => expect(assignmentsIn(SOURCE, 'gone')).toEqual([]));

test('a method in TypeScript is read alike', () => {
  expect(
    assignmentsIn('class F {\n  @step\n  async start() {\n    this.rows = [1];\n  }\n  end() {}\n}', 'start'),
  ).toEqual([{ name: 'rows', line: 4 }]);
});

test('an excerpt loses the indentation that all its lines share, and empty lines at its rim', () => {
  expect(excerptAt(SOURCE, 6)).toEqual([
    { line: 5, text: 'if self.a == 2:' },
    { line: 6, text: '    self.b: int = 3' },
  ]);
});

test('an excerpt at the rim of a text is shorter', () => {
  expect(excerptAt('a\nb', 1).map(({ line }) => line)).toEqual([1, 2]);
  expect(excerptAt('a', 9)).toEqual([]);
});
