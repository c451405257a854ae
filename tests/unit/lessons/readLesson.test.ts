import { describe, expect, test } from 'vitest';
import { partsIn, proseIn } from '../../../src/lessons/inLanguage';
import { headOf } from '../../../src/lessons/head';
import { readLesson } from '../../../src/lessons/readLesson';
import { lessonFiles, lessonOf, lessonText } from '../../support/lessons';

const FLOW = `from metaflow import FlowSpec, step

class Some(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass

if __name__ == "__main__":
    Some()
`;

/** A lesson that is in order, and where its parts can be replaced by others. */
const PARTS = {
  head: '# A title\n\n> What it shows.\n',
  intro: 'Some `code`.\n',
  flow: `\`\`\`python flow Some.py\n${FLOW}\`\`\`\n`,
  scenario: '```json scenario\n{ "seed": 3 }\n```\n',
  predict: '## Predict\n\nWhat happens?\n',
  options: [
    '- It fails.\n\n  ```json when\n  { "outcome": "failed" }\n  ```\n\n  It does not.\n',
    '- It succeeds.\n\n  ```json when\n  { "outcome": "succeeded" }\n  ```\n',
  ].join('\n'),
  explain: '## Explain\n\nWords.\n',
  repair: '## Repair\n\nA task.\n',
  check: '```json check\n{ "sweep": { "kinds": ["spot-interruption"] } }\n```\n',
};
const textOf = (own: Partial<typeof PARTS> = {}): string => Object.values({ ...PARTS, ...own }).join('\n');

/** The line of `text` that begins with `start`, counted from 1. */
const lineOf = (text: string, start: string): number =>
  text.split('\n').findIndex((line) => line.trimStart().startsWith(start)) + 1;

const problemsOf = (text: string) => {
  const reading = readLesson(text, 'some');
  return reading.ok ? [] : reading.problems;
};

describe('the lessons that come with the page', () => {
  test('are six', () => {
    expect(lessonFiles).toHaveLength(6);
  });

  test.each(lessonFiles)(
    '%s is written in both languages, and a list can show what it is',
    { timeout: 30_000 },
    (name) => {
      const text = lessonText(name);
      const head = headOf(text, 'some');
      const { languages, title } = lessonOf(text);
      expect(languages).toEqual(['python', 'typescript']);
      expect(head.title).toBe(title);
      expect(head.shows.length).toBeGreaterThan(20);
    },
  );
});

describe('a file that is in order', () => {
  const lesson = lessonOf(textOf());

  test('has its flow without the fence, and the line on which it begins', () => {
    expect(lesson.flows.python).toEqual({ fileName: 'Some.py', source: FLOW, line: lineOf(textOf(), 'from metaflow') });
  });

  test('has its parts apart, without what is no text', () => {
    expect(lesson.intro).toEqual([
      {
        kind: 'paragraph',
        parts: [
          { kind: 'text', text: 'Some ' },
          { kind: 'code', text: 'code', only: null },
          { kind: 'text', text: '.' },
        ],
      },
    ]);
    expect(lesson.question).toEqual([{ kind: 'paragraph', parts: [{ kind: 'text', text: 'What happens?' }] }]);
    expect(lesson.task).toEqual([{ kind: 'paragraph', parts: [{ kind: 'text', text: 'A task.' }] }]);
  });

  test('has its options with condition and reply', () => {
    expect(lesson.options).toEqual([
      {
        says: [{ kind: 'text', text: 'It fails.' }],
        when: { outcome: 'failed' },
        reply: [{ kind: 'paragraph', parts: [{ kind: 'text', text: 'It does not.' }] }],
      },
      { says: [{ kind: 'text', text: 'It succeeds.' }], when: { outcome: 'succeeded' }, reply: [] },
    ]);
  });

  test('has defaults for what its scenario and its check do not say', () => {
    expect(lesson.scenario).toMatchObject({
      seed: 3,
      pace: 2,
      faults: [],
      platform: { name: 'kubernetes' },
      command: ['run'],
    });
    expect(lesson.check).toMatchObject({ seeds: 2, calm: { outcome: 'succeeded' }, holds: {}, run: null });
  });

  test('may have Windows’ line ends and a mark of its encoding', () => {
    const reading = readLesson(`\uFEFF${textOf().replaceAll('\n', '\r\n')}`, 'some');
    expect(reading.ok && reading.lesson.flows.python?.source).toBe(FLOW);
  });
});

test.each([
  ['no title', { head: '> What it shows.\n' }, '>', 'A lesson begins with its title. Write # and the title.'],
  ['no line of what it shows', { head: '# A title\n' }, '', 'What the lesson shows is missing.'],
  ['a part with another name', { explain: '## Explian\n\nWords.\n' }, '## Explian', 'Did you mean ## Explain?'],
  ['a part twice', { explain: '## Explain\n\n## Predict\n\nx\n' }, null, 'There is a part ## Predict already.'],
  ['no flow', { flow: '' }, null, 'The flow is missing.'],
  ['a flow without a name', { flow: PARTS.flow.replace(' Some.py', '') }, '```python flow', 'A flow has a file name.'],
  ['a flow that is none', { flow: '```python flow Some.py\nx = 1\n```\n' }, 'x = 1', 'The flow: '],
  ['a flow with an error', { flow: PARTS.flow.replace('self.end)', 'self.ende)') }, 'self.next', 'The flow: '],
  [
    'a fence that is misspelt',
    { scenario: '```json scenaro\n{}\n```\n' },
    '```json scenaro',
    'Did you mean json scenario?',
  ],
  [
    'a scenario with a wrong value',
    { scenario: '```json scenario\n{\n  "seed": "x"\n}\n```\n' },
    '"seed"',
    'a whole number from 0',
  ],
  [
    'a scenario that is no JSON',
    { scenario: '```json scenario\n{\n  "seed": 1\n  "pace": 2\n}\n```\n' },
    '"pace"',
    'A comma is missing here.',
  ],
  [
    'a fault at a step that is not there',
    { scenario: '```json scenario\n{ "faults": [\n  { "kind": "slow", "step": "stat" }\n] }\n```\n' },
    '{ "kind": "slow"',
    'The flow has no step stat. Did you mean start?',
  ],
  [
    'an option without a condition',
    { options: '- It fails.\n\n  ```json when\n  { "outcome": "failed" }\n  ```\n\n- Or not.\n' },
    '- Or not',
    'When this comes true is missing.',
  ],
  [
    'one option',
    { options: '- It fails.\n\n  ```json when\n  { "outcome": "failed" }\n  ```\n' },
    '- It fails',
    'Give 2 to 6.',
  ],
  [
    'a condition on a step that is not there',
    { options: PARTS.options.replace('"outcome": "failed"', '"steps": { "ende": { "failed": 1 } }') },
    '{ "steps"',
    'The flow has no step ende. Did you mean end?',
  ],
  [
    'a condition that is true of all',
    { options: PARTS.options.replace('{ "outcome": "failed" }', '{}') },
    '{}',
    'This is true of every run.',
  ],
  [
    'a condition with a wrong word',
    { options: PARTS.options.replace('"failed"', '"faild"') },
    '{ "outcome": "faild"',
    'Did you mean "failed"?',
  ],
  ['no check', { check: '' }, null, 'What decides that the flow is repaired is missing.'],
  [
    'a check that tries nothing',
    { check: '```json check\n{ "seeds": 3 }\n```\n' },
    '{ "seeds"',
    'The check tries nothing.',
  ],
  [
    'a check that comes to too many runs',
    {
      check:
        '```json check\n{ "seeds": 20, "sweep": { "kinds": ["eviction", "spot-interruption"], "moments": ["before", "during", "after"] } }\n```\n',
    },
    '{ "seeds"',
    '260 runs. At most 240',
  ],
  [
    'a resume without an earlier flow',
    { scenario: '```json scenario\n{ "command": ["resume"] }\n```\n' },
    null,
    'Write the flow of the earlier run',
  ],
  ['a link to code', { intro: 'See [this](javascript:alert(1)).\n' }, 'See', 'A link leads to “javascript:alert(1)”.'],
])('with %s is refused on its line', (_, own, start, message) => {
  const text = textOf(own);
  const [problem] = problemsOf(text);
  expect(problem?.message).toContain(message);
  if (start !== null) expect(problem?.line).toBe(start === '' ? 2 : lineOf(text, start));
});

test('all that is wrong is said, from top to bottom', () => {
  const text = textOf({ scenario: '```json scenario\n{ "sed": 1 }\n```\n', explain: '', check: '' });
  const lines = problemsOf(text).map(({ line }) => line);
  expect(lines).toHaveLength(3);
  expect(lines).toEqual([...lines].sort((a, b) => a - b));
});

describe('the text of a file', () => {
  test('is never markup: what looks like it is shown as it is', () => {
    const { intro } = lessonOf(textOf({ intro: '<img src=x onerror=alert(1)>\n\nA <b>b</b> & `<i>`.\n' }));
    expect(intro[0]).toEqual({ kind: 'paragraph', parts: [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }] });
    expect(intro[1]).toEqual({
      kind: 'paragraph',
      parts: [
        { kind: 'text', text: 'A <b>b</b> & ' },
        { kind: 'code', text: '<i>', only: null },
        { kind: 'text', text: '.' },
      ],
    });
  });

  test('may show pictures to nobody: they are read as they were typed', () => {
    const { intro } = lessonOf(textOf({ intro: 'A ![dot](https://example.com/dot.png).\n' }));
    expect(JSON.stringify(intro)).toContain('![dot](https://example.com/dot.png)');
  });

  test('has the code of one language only', () => {
    const { intro } = lessonOf(
      textOf({ intro: 'Set on `python: self` `typescript: this`, and `python: None` `typescript: null` else.\n' }),
    );
    const read = (language: 'python' | 'typescript') =>
      proseIn(intro, language)
        .flatMap((block) => ('parts' in block ? block.parts : []))
        .map((part) => ('text' in part ? part.text : ''))
        .join('');
    expect(read('python')).toBe('Set on self, and None else.');
    expect(read('typescript')).toBe('Set on this, and null else.');
  });

  test.each([
    ['`typescript: a` `python: b` ends', ['b', ' ends']],
    ['begins `python: b` `typescript: a`', ['begins ', 'b']],
  ])('%j has no room where the other one stood', (text, expected) => {
    const [block] = lessonOf(textOf({ intro: `${text}\n` })).intro;
    const parts = block?.kind === 'paragraph' ? partsIn(block.parts, 'python') : [];
    expect(parts.map((part) => ('text' in part ? part.text : part.kind))).toEqual(expected);
  });
});
