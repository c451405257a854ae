declare const instant: unique symbol;
/** A moment on a run's virtual clock: whole microseconds since the run started, from 0. */
export type Instant = number & { readonly [instant]: true };

/** The calendar time of instant 0, in every run: 2026-01-01T00:00:00Z, as milliseconds since 1970. */
export const EPOCH_MS = 1_767_225_600_000;

export const ZERO = 0 as Instant;

/** The instant `us` microseconds into the run, rounded once. */
export const instantOf = (us: number): Instant => Math.round(us) as Instant;

/** `seconds` as whole microseconds. */
export const microseconds = (seconds: number): number => Math.round(seconds * 1e6);

/** Seconds since the run started. */
export const secondsOf = (at: Instant | number): number => at / 1e6;

/** The instant `us` microseconds after `at`. */
export const later = (at: Instant, us: number): Instant => (at + Math.round(us)) as Instant;
