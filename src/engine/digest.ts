import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { ArtifactRef, CaughtException } from '../model/artifact';
import { assert } from '../model/assert';
import type { RunEvent } from '../model/events';
import type { Failure } from '../model/failure';
import type { Language } from '../model/scenario';

/** What stands before the first event. A change of what enters the digest is a new number. */
const HEAD = 'faultline.log/1\n';

/** Classes whose messages are worded by the JavaScript engine, each in its own way. */
const NATIVE_ERRORS: ReadonlySet<string> = new Set([
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

/**
 * The digest of a growing log: SHA-256 over {@link HEAD} and each event, in order, as RFC 8785 JSON and `\n`.
 *
 * Every field of an event enters but these:
 * - artifacts enter by name and hash: sizes and names of types are for people;
 * - the hashes of cards do not enter, as their HTML is not promised to be the same everywhere: a refreshed card enters
 *   by id and type, those at an attempt's end not at all;
 * - an exit hook enters without what it said on stderr, which may be a traceback;
 * - a failure enters without its traceback, and `output` by `traceback` without its lines;
 * - ` at 0x…` reads ` at 0x` in every text, as addresses differ between two runs;
 * - in TypeScript flows, the message of an error of a native class, in a failure and where `@catch` handled it.
 */
export class Digest {
  readonly #language: Language;
  readonly #hash = sha256.create().update(utf8ToBytes(HEAD));

  constructor(language: Language = 'python') {
    this.#language = language;
  }

  add(event: RunEvent): this {
    this.#hash.update(utf8ToBytes(lineOf(event, this.#language)));
    return this;
  }

  /** Of what was added so far, as 64 lower-case hex digits. More may be added afterwards. */
  hex(): string {
    return bytesToHex(this.#hash.clone().digest());
  }
}

/** The digest of a log. See {@link Digest} for what enters. */
export function digestOf(events: readonly RunEvent[], language: Language = 'python'): string {
  const digest = new Digest(language);
  for (const event of events) digest.add(event);
  return digest.hex();
}

/** A mark of each event, by what of it enters the digest: two bytes. Where two logs depart, their marks do. */
export const eventMarks = (events: readonly RunEvent[], language: Language): readonly number[] =>
  events.map((event) => {
    const [high = 0, low = 0] = sha256(utf8ToBytes(lineOf(event, language)));
    return high * 256 + low;
  });

function lineOf(event: RunEvent, language: Language): string {
  const json = canonicalize(projected(event, language));
  assert(json !== undefined, 'an event is JSON');
  return `${json.replace(/ at 0x[0-9a-fA-F]+/g, ' at 0x')}\n`;
}

/** The part of an event that is promised to be the same everywhere. */
function projected(event: RunEvent, language: Language): unknown {
  switch (event.type) {
    case 'run-started':
      return { ...event, parameters: event.parameters.map(namedHash) };
    case 'task-cloned':
      return { ...event, artifacts: event.artifacts.map(namedHash), caught: portable(event.caught, language) };
    case 'output':
      return event.by === 'traceback' ? { ...event, lines: [] } : event;
    case 'exit-hook-called':
      return { ...event, stderr: [] };
    case 'card-refreshed':
      return { ...event, card: { id: event.card.id, type: event.card.type } };
    case 'attempt-succeeded': {
      const { cards: _cards, ...rest } = event;
      return { ...rest, artifacts: event.artifacts.map(namedHash), caught: portable(event.caught, language) };
    }
    case 'attempt-failed':
      return {
        ...event,
        artifacts: event.artifacts?.map(namedHash) ?? null,
        failure: portable(withoutTraceback(event.failure), language),
      };
    default:
      return event;
  }
}

const namedHash = ({ name, hash }: ArtifactRef) => ({ name, hash });

function withoutTraceback({ traceback: _traceback, ...failure }: Failure): Failure {
  return failure;
}

function portable<T extends Failure | CaughtException | null>(said: T, language: Language): unknown {
  if (said === null || language === 'python' || said.exception === null) return said;
  return NATIVE_ERRORS.has(said.exception) ? { ...said, message: null } : said;
}
