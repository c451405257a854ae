import type { RunEvent } from '../model/events';
import type { RunId } from '../model/ids';
import { ZERO } from '../model/time';
import type { Instant } from '../model/time';
import type { EngineNews, StoredRun } from '../protocol/engine';
import { announcementOf } from './announce';
import { PlayedClock } from './Clock.svelte';
import { eventsAt } from './moments';
import type { Picture } from './picture';
import { PictureTrack } from './PictureTrack';
import type { OpenedRun, Wall } from './ports';
import { seconds } from './words';

/** The moment that is looked at: the run's newest, or an instant of it. */
export type Cursor = { readonly kind: 'live' } | { readonly kind: 'at'; readonly at: Instant };

const LIVE: Cursor = { kind: 'live' };

/** The run on screen. All that is drawn of it derives from its log and a cursor. */
export class RunView {
  readonly #clock: PlayedClock;
  #stored = $state.raw<StoredRun | null>(null);
  #events = $state.raw<readonly RunEvent[]>([]);
  #newest = $state.raw<Picture | null>(null);
  #track: PictureTrack | null = null;
  #cursor = $state.raw<Cursor>(LIVE);
  #driven = $state.raw<RunId | null>(null);
  #watched = $state.raw(false);
  #announcement = $state.raw('');

  /** The newest moment is shown, whatever comes. */
  readonly isNewest: boolean = $derived(this.#cursor.kind === 'live');
  /** What the run had come to at the cursor. */
  readonly picture = $derived(this.#pictureAtCursor());
  /** The instant that is shown. */
  readonly now: Instant = $derived(this.#shownInstant());

  constructor(wall: Wall) {
    this.#clock = new PlayedClock(wall);
  }

  get stored(): StoredRun | null {
    return this.#stored;
  }

  /** The whole log so far, whatever the cursor. */
  get events(): readonly RunEvent[] {
    return this.#events;
  }

  /** The newest picture, whatever the cursor: bars after the cursor are drawn paler. */
  get newest(): Picture | null {
    return this.#newest;
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  /** The newest instant, whatever the cursor. */
  get edge(): Instant {
    return this.#clock.now;
  }

  /** Somebody drives this run: here or in another tab. */
  get isDriven(): boolean {
    return this.#stored !== null && this.#driven === this.#stored.id;
  }

  /** Another tab drives it: it can be looked at here, not stopped. */
  get isWatched(): boolean {
    return this.isDriven && this.#watched;
  }

  /** Ended or interrupted: nothing in it moves. */
  get isOver(): boolean {
    return this.#stored !== null && !this.isDriven;
  }

  /** The log ends in the middle and nobody drives it. */
  get isInterrupted(): boolean {
    return this.isOver && (this.#stored?.outcome === null || this.#stored?.outcome === 'interrupted');
  }

  get isClockMoving(): boolean {
    return this.#clock.isMoving;
  }

  /** For a screen reader: what the latest events come to. */
  get announcement(): string {
    return this.#announcement;
  }

  hear(news: EngineNews): void {
    if (news.kind === 'run-opened') this.#open(news.run, false);
    else if (news.kind === 'run-watched') this.#open(news.run, true);
    else if (news.kind === 'run-changed' && news.run.id === this.#stored?.id) this.#stored = news.run;
    else if (news.kind === 'run-closed') this.#close(news.run);
    else if (news.kind === 'events' && news.runId === this.#stored?.id) this.#append(news.events);
    else if (news.kind === 'clock' && news.runId === this.#stored?.id) this.#clock.follow(news);
  }

  /** Puts a stored run on screen, at its end. */
  show({ run, events }: OpenedRun): void {
    this.#stored = run;
    this.#cursor = LIVE;
    this.#events = events;
    this.#track = new PictureTrack(run.setup);
    this.#track.push(events);
    this.#newest = this.#track.newest;
    this.#clock.jump(this.#newest.run.now);
  }

  /** No run is on screen, as before the first one. */
  clear(): void {
    this.#stored = null;
    this.#cursor = LIVE;
    this.#events = [];
    this.#track = null;
    this.#newest = null;
    this.#clock.jump(ZERO);
  }

  /** Looks at an instant of the run; what moves stands still there. */
  seek(at: Instant): void {
    this.#cursor = { kind: 'at', at };
  }

  goLive(): void {
    this.#cursor = LIVE;
  }

  /** Says what happened at an instant that somebody went to. */
  announceAt(at: Instant): void {
    const events = eventsAt(this.#events, at);
    const words = this.picture === null ? null : announcementOf(events, this.picture);
    this.#announcement = `At ${seconds(at)}. ${words ?? ''}`.trim();
  }

  #shownInstant(): Instant {
    return this.#cursor.kind === 'at' ? this.#cursor.at : this.#clock.now;
  }

  #pictureAtCursor(): Picture | null {
    // Read before the cursor is looked at: events that come may belong to the moment that is shown.
    const newest = this.#newest;
    return this.#cursor.kind === 'live' ? newest : (this.#track?.at(this.#cursor.at) ?? newest);
  }

  /** A continued run is opened again: its log is on screen already, or comes as events. */
  #open(run: StoredRun, isWatched: boolean): void {
    this.#driven = run.id;
    this.#watched = isWatched;
    if (run.id !== this.#stored?.id) this.show({ run, events: [] });
    this.#stored = run;
    this.#cursor = LIVE;
  }

  #append(events: readonly RunEvent[]): void {
    const fresh = events.filter(({ seq }) => seq >= this.#events.length);
    if (this.#track === null || fresh.length === 0) return;
    this.#events = [...this.#events, ...fresh];
    this.#track.push(fresh);
    this.#newest = this.#track.newest;
    if (!this.isNewest) return;
    this.#announcement = announcementOf(fresh, this.#newest) ?? this.#announcement;
  }

  #close(run: StoredRun): void {
    if (run.id === this.#driven) this.#driven = null;
    if (run.id !== this.#stored?.id) return;
    this.#stored = run;
    this.#clock.jump(this.#newest?.run.now ?? run.duration);
  }
}
