import { describe, expect, test } from 'vitest';
import { asRunId } from '../../../src/model/ids';
import type { RunEvent } from '../../../src/model/events';
import { instantOf } from '../../../src/model/time';
import type { EngineNews } from '../../../src/protocol/engine';
import { NewsQueue } from '../../../src/state/NewsQueue';

const runId = asRunId('1');
const other = asRunId('2');

/** An event that printed so many lines. */
const printed = (seq: number, lines: number): RunEvent => ({
  seq,
  at: instantOf(0),
  step: 'start',
  foreach: [],
  round: 0,
  attempt: 0,
  n: seq,
  type: 'output',
  stream: 'stdout',
  by: 'code',
  lines: Array.from({ length: lines }, () => 'x'),
});
const eventsNews = (id: typeof runId, ...events: readonly RunEvent[]): EngineNews => ({
  kind: 'events',
  runId: id,
  events,
});

/** A queue on a clock of its own: hearing a piece of news takes `busyMs` of it. */
function queueOn(busyMs: number) {
  const heard: EngineNews[] = [];
  const portions: number[] = [];
  const rests: number[] = [];
  let nowMs = 0;
  let wake: (() => void) | null = null;
  const queue = new NewsQueue({
    now: () => nowMs,
    later: (act, ms) => {
      rests.push(ms);
      wake = act;
    },
    drawn: () => Promise.resolve(),
  });
  const open = (): void => {
    queue.open((news) => {
      heard.push(news);
      nowMs += busyMs;
    });
  };
  const rest = async (): Promise<void> => {
    await Promise.resolve();
    await Promise.resolve();
    portions.push(heard.length);
    const act = wake;
    wake = null;
    act?.();
  };
  /** Rests until nothing is waiting. */
  const drain = async (): Promise<void> => {
    do await rest();
    while (wake !== null || portions.at(-1) !== heard.length);
  };
  return { queue, heard, rests, open, rest, drain };
}

const linesIn = (news: EngineNews): number =>
  news.kind === 'events' ? news.events.reduce((sum, it) => sum + (it.type === 'output' ? it.lines.length : 0), 0) : 0;

describe('the engine’s news', () => {
  test('is heard at once where nothing came before, and in portions after that', async () => {
    const { queue, heard, open, rest } = queueOn(1);
    open();
    queue.add(eventsNews(runId, printed(0, 1)));
    expect(heard).toHaveLength(1);
    queue.add(eventsNews(runId, printed(1, 1)));
    queue.add(eventsNews(runId, printed(2, 1)));
    expect(heard, 'the page rests').toHaveLength(1);
    await rest();
    expect(heard).toEqual([eventsNews(runId, printed(0, 1)), eventsNews(runId, printed(1, 1), printed(2, 1))]);
  });

  test('that came before anybody listened is heard first', async () => {
    const { queue, heard, open, drain } = queueOn(1);
    queue.add({ kind: 'runs-changed' });
    queue.add(eventsNews(runId, printed(0, 1)));
    expect(heard).toEqual([]);
    open();
    await drain();
    expect(heard.map(({ kind }) => kind)).toEqual(['runs-changed', 'events']);
  });

  test('keeps its order, and events of two runs apart', async () => {
    const { queue, heard, open, drain } = queueOn(1);
    open();
    const news = [
      eventsNews(runId, printed(0, 1)),
      eventsNews(other, printed(0, 1)),
      eventsNews(other, printed(1, 1)),
      { kind: 'runs-changed' } as const,
      eventsNews(other, printed(2, 1)),
    ];
    for (const piece of news) queue.add(piece);
    await drain();
    expect(heard).toEqual([
      news[0],
      eventsNews(other, printed(0, 1), printed(1, 1)),
      { kind: 'runs-changed' },
      eventsNews(other, printed(2, 1)),
    ]);
  });

  test('of a flood comes whole, in portions that are small, with rests three times as long as they took', async () => {
    const { queue, heard, rests, open, drain } = queueOn(100);
    open();
    const events = Array.from({ length: 240 }, (_, seq) => printed(seq, 500));
    queue.add(eventsNews(runId, ...events));
    await drain();
    expect(heard.flatMap((news) => (news.kind === 'events' ? news.events : []))).toEqual(events);
    expect(Math.max(...heard.map(linesIn))).toBeLessThanOrEqual(2_000);
    expect(new Set(rests)).toEqual(new Set([300]));
  });

  test('an event that is larger than a portion is heard alone', async () => {
    const { queue, heard, open, drain } = queueOn(1);
    open();
    queue.add(eventsNews(runId, printed(0, 50_000), printed(1, 1)));
    await drain();
    expect(heard.map(linesIn)).toEqual([50_000, 1]);
  });
});
