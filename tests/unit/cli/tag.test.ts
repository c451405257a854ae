import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PYTHON_VERSION, retagged, retaggedLines, systemTags, tagLines } from '../../../src/cli/tag';

const run = { pathspec: 'F/17', user: 'alice', tags: ['b', 'a'] };
const SYSTEM = ['metaflow_version:2.19.38', `python_version:${PYTHON_VERSION}`, 'runtime:dev', 'user:alice'];
const HEAD = [
  '',
  'System tags and tags; only tags can be modified',
  '--------------------------------------------------------',
  '',
];

test('the system tag of Python’s version is that of the interpreter', () => {
  const lock = JSON.parse(readFileSync('node_modules/pyodide/pyodide-lock.json', 'utf8')) as {
    info: { python: string };
  };
  expect(PYTHON_VERSION).toBe(lock.info.python);
  expect(systemTags(run)).toEqual(SYSTEM);
});

describe('the tags of a run change', () => {
  test.each([
    ['one more, in order', [], ['ab'], ['a', 'ab', 'b']],
    ['one that is there', [], ['a'], ['a', 'b']],
    ['one less', ['a'], [], ['b']],
    ['one that is not there less', ['zz'], [], ['a', 'b']],
    ['what is removed and added is there', ['a'], ['a'], ['a', 'b']],
    ['a system tag is no tag of people', [], ['user:alice'], ['a', 'b']],
  ])('%s', (_, removed, added, tags) => {
    expect(retagged(run, removed, added)).toEqual({ ok: true, tags });
  });

  test.each([
    [['user:alice', 'a'], [], "Cannot remove a tag that is an existing system tag (['user:alice'])"],
    [
      ['user:alice', 'runtime:dev'],
      [],
      "Cannot remove a tag that is an existing system tag (['runtime:dev', 'user:alice'])",
    ],
    [[], [''], 'Tags must not be empty string'],
    [[], ['x'.repeat(501)], 'Tag is too long 501 > 500'],
    [[], Array.from({ length: 49 }, (_, n) => String(n)), 'Cannot increase size of tag set beyond 50'],
  ])('removing %j and adding %.20j is refused', (removed, added, message) => {
    expect(retagged(run, removed, added)).toEqual({ ok: false, message });
  });
});

describe('what is printed', () => {
  test('the tags stand in as many columns as 120 characters hold', () => {
    expect(retaggedLines(run, false)).toEqual([
      'Operation successful. New tags:',
      ...HEAD,
      'a                           metaflow_version:2.19.38    runtime:dev',
      `b                           ${`python_version:${PYTHON_VERSION}`.padEnd(24)}    user:alice`,
      '',
    ]);
  });

  test('a script reads one line for each run', () => {
    expect(retaggedLines(run, true)).toEqual([`F/17 ; ${SYSTEM.join(',')} ; a,b`]);
  });

  const other = { pathspec: 'F/18', user: 'alice', tags: ['b'] };
  test.each([
    ['all together', null, ['a    b', '']],
    ['by run', 'run' as const, ['For run F/17', 'a    b', '', 'For run F/18', 'b', '']],
    ['by tag', 'tag' as const, ['For tag a', 'F/17', '', 'For tag b', 'F/17    F/18', '']],
  ])('two runs %s', (_, groupBy, lines) => {
    const all = tagLines([run, other], { quiet: false, hideSystemTags: true, groupBy });
    expect(all).toEqual([...HEAD, ...lines]);
  });

  test('a system tag has its runs too', () => {
    const lines = tagLines([run, other], { quiet: true, groupBy: 'tag' });
    expect(lines).toContain('system:runtime:dev ; F/17,F/18');
    expect(lines).toContain('user:a ; F/17');
  });
});
