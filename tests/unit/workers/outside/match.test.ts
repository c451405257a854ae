import { describe, expect, test } from 'vitest';
import { READY_SERVICES } from '../../../../src/model/services';
import type { Service } from '../../../../src/model/scenario';
import { addressOf, responseAt, serviceAt } from '../../../../workers/outside/match';

const serviceOf = (pattern: string): Service => ({ name: pattern, pattern, response: {} });

function found(patterns: readonly string[], url: string): string | null {
  const address = addressOf(url);
  return address === null ? null : (serviceAt(patterns.map(serviceOf), address)?.pattern ?? null);
}

describe('a pattern', () => {
  test.each([
    ['https://api.example.com/*', 'https://api.example.com/', true],
    ['https://api.example.com/*', 'https://api.example.com', true],
    ['https://api.example.com/*', 'https://api.example.com/a/b?c=1', true],
    ['https://api.example.com/*', 'http://api.example.com/a', false],
    ['https://api.example.com/*', 'https://other.example.com/a', false],
    ['https://api.example.com', 'https://api.example.com/a/b', true],
    ['api.example.com', 'http://api.example.com/a', true],
    ['api.example.com', 'https://API.example.COM:443/a', true],
    ['https://api.example.com:443', 'https://api.example.com/a', true],
    ['localhost:8080', 'http://localhost:8080/x', true],
    ['localhost:8080', 'http://localhost/x', false],
    ['*.example.com', 'https://a.b.example.com/x', true],
    ['*.example.com', 'https://example.com/x', false],
    ['*', 'http://anything.at/all', true],
    ['https://a.b/items', 'https://a.b/items', true],
    ['https://a.b/items', 'https://a.b/items?page=2', true],
    ['https://a.b/items', 'https://a.b/items/3', false],
    ['https://a.b/items?page=*', 'https://a.b/items?page=2', true],
    ['https://a.b/items?page=*', 'https://a.b/items', false],
    ['https://a.b/*/price', 'https://a.b/tea/x/price', true],
    ['https://a.b/*/price', 'https://a.b/price', false],
    ['https://a.b/x', 'https://someone:secret@a.b/x#part', true],
    ['https://a.b/*', 'ftp://a.b/x', false],
    ['https://a.b/*', 'nonsense', false],
  ])('%s against %s: %s', (pattern, url, isMatch) => {
    expect(found([pattern], url)).toBe(isMatch ? pattern : null);
  });

  test('that says more wins, and of equals the first', () => {
    const patterns = ['https://a.b/*', 'https://a.b/items/*', 'https://a.b/*/items', '*'];
    expect(found(patterns, 'https://a.b/items/7')).toBe('https://a.b/items/*');
    expect(found(patterns, 'https://a.b/items/items')).toBe('https://a.b/items/*');
    expect(found(patterns, 'https://a.b/x')).toBe('https://a.b/*');
    expect(found(patterns, 'https://x.y/')).toBe('*');
  });

  test('full of stars is no trap', () => {
    expect(found([`https://a.b/${'*a'.repeat(40)}*b`], `https://a.b/${'a'.repeat(5000)}`)).toBeNull();
  });
});

test.each([
  ['GET', '/keys/prices', 200],
  ['get', '/keys/prices?fresh=1', 200],
  ['GET', '/keys/other', 404],
  ['PUT', '/keys/other', 204],
])('a route of the cache: %s %s', (method, path, status) => {
  const cache = READY_SERVICES.find(({ service }) => service.name === 'cache')?.service;
  const address = addressOf(`https://cache.example.com${path}`);
  if (!cache || !address) throw new Error('a cache and an address');
  expect(responseAt(cache, method.toUpperCase(), address).status ?? 200).toBe(status);
});
