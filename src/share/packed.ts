import { deflateSync, Inflate } from 'fflate';
import { crc32, fromBase64Url, toBase64Url } from './bytes';
import { DICTIONARY_1 } from './dictionary';
import { broken, newer, notOurs } from './refusals';

/** Characters of a link's fragment. Browsers take about two million in an address. */
const LINK_LENGTH_MAX = 2_000_000;
/** Bytes that a link may inflate to: more than any run's log, and little enough for a phone. */
const INFLATED_BYTES_MAX = 16_000_000;
/** Inflated at once, so that a bomb is noticed before it has filled the memory: a byte becomes 1,032 at most. */
const PIECE_BYTES = 1024;
const CRC_BYTES = 4;

const HEAD = '#v1.';
const dictionary = new TextEncoder().encode(DICTIONARY_1);

/** A text as a link's fragment: `#v1.`, then base64url of its CRC-32 and its deflated bytes. */
export function packed(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const deflated = deflateSync(bytes, { dictionary, level: 9, mem: 8 });
  const whole = new Uint8Array(CRC_BYTES + deflated.length);
  new DataView(whole.buffer).setUint32(0, crc32(bytes));
  whole.set(deflated, CRC_BYTES);
  return HEAD + toBase64Url(whole);
}

/** The text of a fragment. @throws {FaultlineError} `link-not-ours`, `link-broken`, `link-newer` */
export function unpacked(fragment: string): string {
  const [, version, code] = /^#v(\d{1,6})\.(.*)$/s.exec(fragment) ?? [];
  if (version === undefined || code === undefined || version.startsWith('0')) throw notOurs();
  if (version !== '1') throw newer(Number(version));
  if (fragment.length > LINK_LENGTH_MAX) throw broken('it is longer than any link of ours');
  const whole = fromBase64Url(code);
  if (whole === null || whole.length <= CRC_BYTES) throw broken('characters are missing or were changed');
  const bytes = inflated(whole.subarray(CRC_BYTES));
  if (crc32(bytes) !== new DataView(whole.buffer).getUint32(0)) throw broken('its checksum does not fit');
  return decoded(bytes);
}

function inflated(deflated: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate({ dictionary }, (piece) => {
    pieces.push(piece);
    length += piece.length;
  });
  try {
    for (let from = 0; from < deflated.length && length <= INFLATED_BYTES_MAX; from += PIECE_BYTES) {
      stream.push(deflated.subarray(from, from + PIECE_BYTES), from + PIECE_BYTES >= deflated.length);
    }
  } catch {
    // Whatever the library makes of damaged bytes.
    throw broken('it cannot be unpacked');
  }
  if (length > INFLATED_BYTES_MAX) throw broken('it unpacks to more than 16 MB');
  return joined(pieces, length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw broken('it holds no text');
  }
}
