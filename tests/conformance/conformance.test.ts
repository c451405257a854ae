import { expect, type TestInfo } from '@playwright/test';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cases, moreCases, pending, rewordings, twins, type Case } from './cases';
import { compare, type Difference } from './compare';
import { test, type Site } from './site';

const PYTHON_314 = rewordings();
const PENDING = pending();
const ALL = [...cases(), ...moreCases(), ...twins()];

test.describe.configure({ mode: 'default', timeout: 240_000 });

for (const one of ALL) {
  test(`${one.name}: ${one.title}`, async ({ site }, info) => {
    const wrong = await differencesOf(site, one, info);
    const reason = PENDING[one.name];
    if (reason === undefined) expect(wrong).toEqual([]);
    else expect(wrong, `${one.name} passes: take it off pending.json, where it stands as “${reason}”`).not.toEqual([]);
  });
}

test('only cases that exist are pending', () => {
  const names = ALL.map(({ name }) => name);
  expect(Object.keys(PENDING).filter((name) => !names.includes(name))).toEqual([]);
});

// Stands last: it counts what the cases above left.
test('commands are counted', ({ browserName: _ }, info) => {
  const lines = existsSync(talliesFile(info)) ? readFileSync(talliesFile(info), 'utf8').trim().split('\n') : [];
  const matched = lines.filter((line) => line === 'match').length;
  console.log(`conformance: ${String(matched)} of ${String(lines.length)} commands match`);
});

/** What is different in a case, command by command; a command that is not answered is a difference. */
async function differencesOf(
  site: Site,
  { commands }: Case,
  info: TestInfo,
): Promise<(Difference & { command: string })[]> {
  const runIds: string[] = [];
  const wrong: (Difference & { command: string })[] = [];
  for (const command of commands) {
    const record = await site.execute(command, runIds).catch((error: unknown) => String(error));
    const found =
      typeof record === 'string'
        ? [{ path: 'all', expected: 'an answer', actual: record }]
        : compare(command.golden, record, PYTHON_314);
    runIds.push(typeof record === 'string' ? '' : record.run.id);
    wrong.push(
      ...found.map((difference) => ({ command: `${command.fileName} ${command.args.join(' ')}`, ...difference })),
    );
    tally(info, found.length === 0);
  }
  return wrong;
}

/** A failed test ends its process, so the count is kept in a file; Playwright empties the folder before each run. */
function tally(info: TestInfo, isMatch: boolean): void {
  mkdirSync(info.project.outputDir, { recursive: true });
  appendFileSync(talliesFile(info), isMatch ? 'match\n' : 'differ\n');
}

const talliesFile = (info: TestInfo): string => path.join(info.project.outputDir, 'conformance-tallies.txt');
