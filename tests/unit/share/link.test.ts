import { deflateRawSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PLATFORMS, type Scenario } from '../../../src/model/scenario';
import { toBase64Url } from '../../../src/share/bytes';
import { contentOfLink, linkOf } from '../../../src/share/link';
import { packed } from '../../../src/share/packed';
import { refusalOf } from '../../support/refusal';
import { scenarioFrom } from '../../support/fixtureRun';
import { NOTES_FLOW } from '../../support/notesFlow';

const notes: Scenario = {
  ...scenarioFrom(NOTES_FLOW),
  seed: 11,
  faults: [
    { kind: 'spot-interruption', step: 'api_call', attempts: [0, 1], moment: { at: 0.5 } },
    { kind: 'code-bug', step: 'risky_logic', exception: { type: 'KeyError', message: 'no such column' } },
  ],
};
const flowFile = (name: string): string =>
  readFileSync(new URL(`../../../public/flows/${name}`, import.meta.url), 'utf8');

describe('a link', () => {
  test.each<[string, Scenario]>([
    ['the flow of the notes with a plan', notes],
    ['one that differs from no default', { ...scenarioFrom('x'), fileName: 'flow.py', seed: 1 }],
    [
      'a flow in TypeScript',
      { ...notes, language: 'typescript', fileName: 'flow.ts', source: flowFile('PaidTwice.ts') },
    ],
    ['a known platform, changed', { ...notes, platform: { ...PLATFORMS.batch, slots: 2 } }],
    ['a platform of one’s own', { ...notes, platform: { ...PLATFORMS.local, name: 'attic', waits: true } }],
    ['a text that UTF-8 cannot tell', { ...notes, source: 'print("\ud800")\r\n\ufeff' }],
    [
      'files, values, a command',
      { ...notes, files: { 'a.csv': 'YQ==' }, parameters: { n: [1, null] }, command: ['resume', 'train'] },
    ],
  ])('carries %s whole', (_, scenario) => {
    expect(contentOfLink(linkOf({ scenario }))).toEqual({ scenario });
  });

  test('carries what the run came to and what was looked at', () => {
    const content = {
      scenario: notes,
      expected: { digest: '0f'.repeat(32), marks: [0, 255, 256, 65_535], engine: 'faultline 0.1.0, pyodide 1' },
      look: { at: 2_500_000, step: 'api_call', task: 'api_call' },
    };
    expect(contentOfLink(linkOf(content))).toEqual(content);
  });

  test('the flow of the notes with a plan and a seed takes fewer than 500 characters', () => {
    expect(linkOf({ scenario: notes }).length).toBeLessThan(500);
  });

  test.each(['WatchItLearn.py', 'CheckTheRows.py', 'PaidTwice.ts'])(
    '%s and a stranger’s code pack as deflate does, at most 2 % worse',
    (name) => {
      const own = flowFile(name).replaceAll(/\b[a-z_]{5,}\b/g, (word) => `${[...word].reverse().join('')}q`);
      const source = `${own}${own.replaceAll(/[a-z]/g, (char) => String.fromCharCode(219 - char.charCodeAt(0)))}`.slice(
        0,
        4096,
      );
      const plain = toBase64Url(deflateRawSync(source, { level: 9 })).length;
      expect(linkOf({ scenario: { ...scenarioFrom(source), fileName: 'flow.py' } }).length).toBeLessThan(plain * 1.02);
    },
  );
});

describe('a fragment that is refused', () => {
  const good = linkOf({ scenario: notes });
  const depth = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  test.each([
    ['nothing of ours', '#about', 'link-not-ours'],
    ['an empty one', '#', 'link-not-ours'],
    ['a version that never was', '#v0.abc', 'link-not-ours'],
    ['a newer version', '#v2.abc', 'link-newer'],
    ['a newer table of defaults', packed('[2,{}]\nx'), 'link-newer'],
    ['one cut short', good.slice(0, -20), 'link-broken'],
    [
      'one with a changed character',
      `${good.slice(0, 40)}${good[40] === 'A' ? 'B' : 'A'}${good.slice(41)}`,
      'link-broken',
    ],
    ['one with a space in it', good.replace(/.$/, ' '), 'link-broken'],
    ['nothing behind the version', '#v1.', 'link-broken'],
    ['another text', packed('hello'), 'link-broken'],
    ['a bomb', packed(`[1,{}]\n${'a'.repeat(20_000_000)}`), 'link-broken'],
    ['nesting without end', packed(`[1,{"parameters":{"a":${depth(50_000)}}}]\nx`), 'link-broken'],
    ['a seed that is none', packed('[1,{"seed":-1}]\nx'), 'link-broken'],
    ['a field that nobody knows', packed('[1,{"run":"me"}]\nx'), 'link-broken'],
  ])('%s', (_, fragment, code) => {
    expect(refusalOf(() => contentOfLink(fragment)).code).toBe(code);
  });

  test('a prototype in a link reaches nothing', () => {
    const { scenario } = contentOfLink(
      packed('[1,{"__proto__":{"polluted":1},"parameters":{"__proto__":{"polluted":1}}}]\nx'),
    );
    expect(scenario.parameters).toEqual({});
    expect('polluted' in {}).toBe(false);
  });

  test('each refusal says in words what to do', () => {
    const words = ['#about', '#v2.abc', good.slice(0, -9)].map((link) => refusalOf(() => contentOfLink(link)).message);
    expect(words[0]).toMatch(/not an experiment of Faultline’s/);
    expect(words[1]).toMatch(/newer version/);
    expect(words[2]).toMatch(/damaged.*ask for it again/);
  });
});
