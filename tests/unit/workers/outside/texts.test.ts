import { expect, test } from 'vitest';
import { requestText } from '../../../../workers/outside/texts';

test.each([
  ['https://a.b/items?page=2&q=tea', 'GET https://a.b/items?page=2&q=tea'],
  ['https://user:pass@a.b/x#part', 'GET https://a.b/x'],
  ['https://a.b/x?api_key=abc&page=2&access_token=def', 'GET https://a.b/x?api_key=…&page=2&access_token=…'],
  ['https://a.b/x?key', 'GET https://a.b/x?key'],
  [`https://a.b/${'x'.repeat(600)}`, `GET https://a.b/${'x'.repeat(600)}`.slice(0, 499) + '…'],
])('%s is told as %s', (url, text) => {
  expect(requestText({ method: 'get', url })).toBe(text);
});
