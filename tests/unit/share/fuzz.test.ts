import { describe, expect, test } from 'vitest';
import { FaultlineError } from '../../../src/model/assert';
import type { RunRecord } from '../../../src/model/record';
import { scenarioOf } from '../../../src/runtime/scenario';
import { recordedRunOf } from '../../../src/share/recordedRun';
import { importRecord } from '../../../src/share/importRecord';
import { contentOfLink, linkOf } from '../../../src/share/link';
import { packed, unpacked } from '../../../src/share/packed';
import { memoryRunStores } from '../../../src/storage/memory';
import { notesRecord } from '../../support/notesRecord';

const LINKS = 17_000;
const PAYLOADS = 1_000;
const RECORDS = 2_500;

/** The same sequence in every run: what failed once can be seen again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const ODD = [
  null,
  -1,
  0.5,
  1e308,
  '',
  '__proto__',
  'constructor',
  [],
  {},
  true,
  '<img src=x onerror=alert(1)>',
  2 ** 53,
  '\ud800',
];
const CHARS = 'AZaz09-_.#%<{"\\ é🚀\u0000';

/** A text with something taken out, put in, doubled or exchanged. */
function mutatedText(text: string, roll: (sides: number) => number): string {
  const at = roll(text.length);
  const span = 1 + roll(12);
  const char = [...CHARS][roll([...CHARS].length)] ?? '';
  const kinds = [
    text.slice(0, at),
    text.slice(0, at) + text.slice(at + span),
    text.slice(0, at) + char + text.slice(at),
    text.slice(0, at) + char + text.slice(at + 1),
    text.slice(0, at) + text.slice(at, at + span).repeat(1 + roll(50)) + text.slice(at + span),
  ];
  return kinds[roll(kinds.length)] ?? text;
}

/** Plain data with a value somewhere in it exchanged, taken out or doubled. Changes `value` itself. */
function mutate(value: unknown, roll: (sides: number) => number): void {
  let holder = value as Record<string, unknown>;
  for (;;) {
    const names = Object.keys(holder);
    const name = names[roll(names.length)];
    if (name === undefined) return;
    const inner = holder[name];
    if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && roll(8) > 0) {
      holder = inner as Record<string, unknown>;
      continue;
    }
    if (Array.isArray(holder) && roll(3) === 0) holder.splice(Number(name), roll(2), structuredClone(inner));
    else if (typeof inner === 'number' && roll(2) === 0) holder[name] = inner + roll(5) - 2;
    else if (typeof inner === 'string' && roll(2) === 0) holder[name] = mutatedText(`${inner} `, roll);
    else if (roll(6) === 0) Reflect.deleteProperty(holder, name);
    else holder[name] = structuredClone(ODD[roll(ODD.length)]);
    return;
  }
}

/** What opening came to: `opened`, or the code of a refusal. Everything else that is thrown fails the test. */
function outcomeOf(open: () => unknown, seed: string): string {
  const started = performance.now();
  try {
    open();
    return 'opened';
  } catch (error) {
    if (error instanceof FaultlineError) return error.code;
    throw new Error(`${seed}: ${String(error)}`, { cause: error });
  } finally {
    slowest = Math.max(slowest, performance.now() - started);
  }
}
let slowest = 0;

const record = JSON.parse(JSON.stringify(await notesRecord())) as RunRecord;
const link = linkOf({ scenario: scenarioOf(record.scenario), record });

const content = JSON.stringify(contentOfLink(link));

/** What follows the end of the packed bytes is not read, so that a link with more at its end may open. */
function sameContent(fragment: string): void {
  if (JSON.stringify(contentOfLink(fragment)) !== content) throw new Error('it carries something else now');
}

describe('whatever a stranger sends', { timeout: 300_000 }, () => {
  test(`${String(LINKS)} changed links are refused in words, or carry what they carried`, () => {
    const outcomes = new Set<string>();
    for (let seed = 0; seed < LINKS; seed++) {
      const fragment = mutatedText(link, dice(seed));
      outcomes.add(outcomeOf(() => sameContent(fragment), `link ${String(seed)}`));
    }
    expect([...outcomes].sort()).toEqual(['link-broken', 'link-newer', 'link-not-ours', 'opened']);
  });

  test(`${String(PAYLOADS)} links that were packed anew after a change open, or are refused`, () => {
    const text = unpacked(link);
    const end = text.indexOf('\n');
    const outcomes = new Set<string>();
    for (let seed = 0; seed < PAYLOADS; seed++) {
      const roll = dice(seed);
      const head = JSON.parse(text.slice(0, end)) as unknown;
      mutate(head, roll);
      const whole = roll(4) === 0 ? mutatedText(text, roll) : `${JSON.stringify(head)}${text.slice(end)}`;
      outcomes.add(outcomeOf(() => contentOfLink(packed(whole)), `payload ${String(seed)}`));
    }
    expect([...outcomes].sort()).toEqual(['link-broken', 'link-newer', 'opened']);
  });

  test(`${String(RECORDS)} changed records are shown, or refused, and change nothing that is stored`, async () => {
    const stores = memoryRunStores();
    await importRecord(record, stores);
    const before = JSON.stringify(await stores.runs.list());
    const outcomes = new Set<string>();
    for (let seed = 0; seed < RECORDS; seed++) {
      const changed = structuredClone(record);
      mutate(changed, dice(seed));
      outcomes.add(outcomeOf(() => recordedRunOf(changed), `record ${String(seed)}`));
    }
    expect([...outcomes].sort()).toEqual(['bad-record', 'opened']);
    expect(JSON.stringify(await stores.runs.list())).toBe(before);
  });

  test('none of them took long, or left anything on a prototype', () => {
    // Milliseconds most of the time; a busy machine may stand still in any of them.
    expect(slowest).toBeLessThan(30_000);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
