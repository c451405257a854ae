import { beforeEach, describe, expect, test } from 'vitest';
import { Draft } from '../../../src/state/Draft.svelte';
import { DraftFiles } from '../../../src/state/DraftFiles.svelte';
import { FILE_BYTES_MAX, textOf } from '../../../src/state/files';
import type { DraftContent } from '../../../src/state/ports';
import { Workbench } from '../../../src/state/Workbench.svelte';
import { scenarioFrom } from '../../support/fixtureRun';
import { flowText, stepText } from '../../support/pythonFlow';

const source = flowText(`${stepText('start', 'self.end')}\n\n${stepText('end', null)}`);
const bytes = (text: string) => new TextEncoder().encode(text);
const onDisk = (name: string, text: string) => ({
  name,
  size: bytes(text).length,
  arrayBuffer: () => Promise.resolve(bytes(text).buffer),
});

let saved: DraftContent | null;
let files: DraftFiles;
let workbench: Workbench;
const texts = () => Object.fromEntries(Object.entries(saved?.files ?? {}).map(([name, text]) => [name, textOf(text)]));
const notice = (code: string) => workbench.notices.find((one) => one.code === code);

beforeEach(() => {
  const { command: _, ...content } = scenarioFrom(source);
  saved = null;
  workbench = new Workbench({ get: () => null, set: () => undefined });
  const draft = new Draft({ ...content, pace: 1 }, (changed) => (saved = changed));
  files = new DraftFiles(draft, workbench);
});

describe('files from disk', () => {
  test('are kept in the draft, and the last of them is shown', async () => {
    await files.addFromDisk([onDisk('a.csv', '1'), onDisk('b.csv', '22')]);
    expect(texts()).toEqual({ 'a.csv': '1', 'b.csv': '22' });
    expect(files.shown).toEqual({ name: 'b.csv', sizeBytes: 2, type: 'CSV', text: '22', isLong: false });
  });

  test('take the place of those with their names, which can be undone', async () => {
    files.add([{ name: 'a.csv', bytes: bytes('old') }]);
    await files.addFromDisk([onDisk('a.csv', 'new')]);
    files.create('later.txt');
    expect(texts()['a.csv']).toBe('new');
    expect(notice('file-gone')?.message).toBe('a.csv was replaced.');
    notice('file-gone')?.action?.act();
    expect(texts()).toEqual({ 'a.csv': 'old', 'later.txt': '' });
  });

  test('that do not fit are not read, and the others are added', async () => {
    const read = () => Promise.reject(new RangeError('read'));
    const large = { name: 'large.bin', size: FILE_BYTES_MAX + 1, arrayBuffer: read };
    await files.addFromDisk([large, onDisk('a.csv', '1'), onDisk('FailureHandlingFlow.py', '')]);
    expect(texts()).toEqual({ 'a.csv': '1' });
    expect(notice('file-refused')?.message).toContain('large.bin is larger than 5 MB');
    expect(notice('file-refused')?.message).toContain('FailureHandlingFlow.py is the flow itself');
  });

  test('that cannot be read are named: a folder', async () => {
    const folder = { name: 'folder', size: 4096, arrayBuffer: () => Promise.reject(new RangeError('no file')) };
    await files.addFromDisk([folder]);
    expect(saved).toBeNull();
    expect(notice('file-refused')?.message).toContain('folder could not be read');
  });
});

describe('a file', () => {
  test('is made by its name, and begins with the least that can be read', () => {
    expect(files.create('./x.json')).toBeNull();
    expect(texts()).toEqual({ 'x.json': '{}\n' });
    expect(files.tab).toBe('file:x.json');
    expect(files.create('x.json')).toContain('already');
    expect(files.create('../y')).toContain('out of');
  });

  test('is written, and keeps the ends of its lines', () => {
    files.add([{ name: 'dos.csv', bytes: bytes('a\r\nb\r\n') }]);
    files.write('dos.csv', 'a\nc\n');
    expect(texts()).toEqual({ 'dos.csv': 'a\r\nc\r\n' });
  });

  test('is renamed in its place, and stays open', () => {
    for (const name of ['a', 'b', 'c']) files.create(name);
    workbench.openCode('file:b');
    expect(files.rename('b', 'c')).toContain('already');
    expect(files.rename('b', '/b')).toContain('absolute');
    expect(files.rename('b', 'folder/b')).toBeNull();
    expect(files.names).toEqual(['a', 'folder/b', 'c']);
    expect(files.tab).toBe('file:folder/b');
    expect(files.rename('folder/b', 'folder')).toBeNull();
  });

  test('that is deleted comes back to its place, and what was done since stays', () => {
    for (const name of ['a', 'b', 'c']) files.create(name);
    files.write('b', 'precious');
    files.delete('b');
    expect(files.names).toEqual(['a', 'c']);
    expect(files.tab).toBe('file:a');
    files.write('a', 'typed since');
    notice('file-gone')?.action?.act();
    expect(Object.entries(texts())).toEqual([
      ['a', 'typed since'],
      ['b', 'precious'],
      ['c', ''],
    ]);
  });

  test('that is no text is shown by its size and type', () => {
    files.add([{ name: 'x.png', bytes: Uint8Array.of(0x89, 0x50) }]);
    expect(files.shown).toEqual({ name: 'x.png', sizeBytes: 2, type: 'PNG image', text: null, isLong: false });
  });

  test('that is text and too long for a text field is not edited here', () => {
    files.add([{ name: 'long.csv', bytes: new Uint8Array(500_001).fill(97) }]);
    expect(files.shown).toEqual({ name: 'long.csv', sizeBytes: 500_001, type: 'CSV', text: null, isLong: true });
  });

  test('too long to be kept is not taken', () => {
    files.create('a');
    files.write('a', 'x'.repeat(FILE_BYTES_MAX + 1));
    expect(texts()).toEqual({ a: '' });
    expect(notice('file-refused')).toBeDefined();
  });
});

test('of another draft, no file is open and nothing can be put back', () => {
  files.create('a');
  files.delete('a');
  files.forget();
  expect(workbench.notices).toEqual([]);
  expect(files.tab).toBe('code');
});
