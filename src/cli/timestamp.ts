import { EPOCH_MS, type Instant } from '../model/time';

const DAY_MS = 86_400_000;

/** `2026-01-01 00:00:02.500`: the calendar time of an instant of the run, in UTC, cut to milliseconds. */
export function timestampOf(at: Instant): string {
  const ms = EPOCH_MS + Math.floor(at / 1000);
  const day = Math.floor(ms / DAY_MS);
  return `${dateOf(day)} ${timeOf(ms - day * DAY_MS)}`;
}

function timeOf(ms: number): string {
  const [h, m, s] = [3_600_000, 60_000, 1000].map((unit, i) => Math.floor(ms / unit) % (i === 0 ? 24 : 60));
  return `${two(h)}:${two(m)}:${two(s)}.${String(ms % 1000).padStart(3, '0')}`;
}

const two = (n = 0): string => String(n).padStart(2, '0');

/**
 * The date of a day counted from 1970-01-01. Years are counted from March, so that a leap day comes last.
 * Source: Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, civil_from_days.
 */
function dateOf(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return `${String(year)}-${two(month)}-${two(dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1)}`;
}
