import { instantOf } from '../model/time';
import type { Instant } from '../model/time';
import type { Bar } from './lanes';
import { WORDS } from './look';
import { seconds } from './words';

/** A bar as it is drawn at an instant, or the part of it that lies ahead. */
export interface BarPiece extends Bar {
  /** It lies after the playhead: what will be, drawn paler. */
  readonly isAhead: boolean;
}

/** A bar at an instant, cut there: before it as it looked then, after it as it turned out. */
export function piecesAt(bar: Bar, now: Instant): readonly BarPiece[] {
  if (bar.isOpen) return bar.kind === 'code' ? openCode(bar, now) : cut(bar, now);
  return cut(bar, now);
}

function openCode(bar: Bar, now: Instant): readonly BarPiece[] {
  return now > bar.from ? [{ ...bar, to: now, isAhead: false }] : [];
}

function cut(bar: Bar, now: Instant): readonly BarPiece[] {
  const { from, to } = bar;
  if (to <= now) return [{ ...bar, isAhead: false }];
  const ahead = { ...bar, key: `${bar.key} ahead`, isAhead: true };
  if (from >= now) return [ahead];
  const past = {
    ...bar,
    to: now,
    isOpen: true,
    isAhead: false,
    look: bar.kind === 'code' ? 'running' : bar.look,
  } as const;
  // An open start-up has not been lived through: nobody knows yet that it goes on.
  return bar.isOpen ? [past] : [past, { ...ahead, from: instantOf(now) }];
}

/** What a bar says when it is pointed at. */
export function barWords({ kind, attempt, from, to, look, isOpen }: Bar): string {
  const span = isOpen ? `since ${seconds(from)}` : `${seconds(from)} to ${seconds(to)}`;
  switch (kind) {
    case 'wait':
      return `@retry waits ${seconds(to - from)} before attempt ${String(attempt)}: ${span}`;
    case 'max-workers':
      return `--max-workers: attempt ${String(attempt)} waits ${seconds(to - from)} for a worker, ${span}`;
    case 'slots':
      return `Attempt ${String(attempt)} waits ${seconds(to - from)} for a slot of the platform, ${span}`;
    case 'start-up':
      return `Attempt ${String(attempt)} starts up: ${span}`;
    case 'clone':
      return 'Cloned: no code ran';
    default:
      return `Attempt ${String(attempt)}, ${WORDS[look].toLowerCase()}: ${span}`;
  }
}
