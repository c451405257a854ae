import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Scenario } from '../../../src/model/scenario';
import { DICTIONARY_1 } from '../../../src/share/dictionary';
import { contentOfLink } from '../../../src/share/link';

interface SavedLink {
  readonly about: string;
  readonly link: string;
  readonly scenario: Scenario;
  readonly digest?: string;
  readonly events?: number;
}

/** Links as they were once made. New ones are added; none is ever changed or taken out. */
const saved = JSON.parse(readFileSync(new URL('savedLinks.json', import.meta.url), 'utf8')) as readonly SavedLink[];

describe('a link that was saved once opens for ever', () => {
  test.each(saved.map((link) => [link.about, link] as const))('%s', (_, { link, scenario, digest, events }) => {
    const content = contentOfLink(link);
    expect(content.scenario).toEqual(scenario);
    expect(content.expected?.digest ?? content.record?.run.digest).toBe(digest);
    expect(content.record?.events.length).toBe(events);
  });
});

test('the dictionary of v1 is what it was', () => {
  expect(bytesToHex(sha256(utf8ToBytes(DICTIONARY_1)))).toBe(
    'bac15ab78b83330d1f421750e12e06ae457b7aec63bff26219654d6b0f59f9b1',
  );
});
