import { describe, expect, test } from 'vitest';
import type { ServiceResponse } from '../../../../src/model/scenario';
import { failureReply, replyOf, type Asked, type Reply } from '../../../../workers/outside/reply';

const asked: Asked = { method: 'GET', headers: {}, breaks: true };
const textOf = ({ body }: Reply) => new TextDecoder().decode(body);
const headerOf = ({ headers }: Reply, name: string) => new Map(headers).get(name);

test.each<[ServiceResponse, string, string | undefined]>([
  [{ body: { a: [1, 'é'] } }, '{"a":[1,"é"]}', 'application/json'],
  [{ body: 'a,b' }, 'a,b', 'text/plain; charset=utf-8'],
  [{ body: null }, 'null', 'application/json'],
  [{ body: 'a,b', headers: { 'content-type': 'text/csv' } }, 'a,b', undefined],
  [{}, '', undefined],
])('a response %j', (response, text, type) => {
  const reply = replyOf(response, asked);
  expect(textOf(reply)).toBe(text);
  expect(headerOf(reply, 'Content-Type')).toBe(type);
  expect(headerOf(reply, 'Content-Length')).toBe(String(reply.body.length));
});

test.each([
  ['HEAD', 200, '11'],
  ['GET', 204, undefined],
  ['GET', 304, undefined],
])('%s %d has no body', (method, status, length) => {
  const reply = replyOf({ status, body: { ok: true } }, { ...asked, method });
  expect(reply.body).toHaveLength(0);
  expect(headerOf(reply, 'Content-Length')).toBe(length);
});

test('headers that would break the message, or that the connection decides, are left out', () => {
  const headers = { 'X-A': 'yes', 'X-B': 'no\r\nSet-Cookie: c', 'bad name': 'x', 'Content-Length': '7', 'X-C': '☃' };
  expect(replyOf({ headers, body: '' }, asked).headers).toEqual([
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['X-A', 'yes'],
    ['Content-Length', '0'],
  ]);
});

describe('a body that is cut', () => {
  const file: ServiceResponse = { body: '0123456789', cutAfter: 4 };
  const ranged = (range: string, breaks = true) => replyOf(file, { ...asked, headers: { range }, breaks });

  test('breaks after its bytes, and says how long it would have been', () => {
    const reply = replyOf(file, asked);
    expect([textOf(reply), reply.isCut, headerOf(reply, 'Content-Length')]).toEqual(['0123', true, '10']);
    expect(replyOf(file, { ...asked, breaks: false })).toMatchObject({ isCut: false });
  });

  test.each([
    ['bytes=4-', 206, '4567', true, 'bytes 4-9/10'],
    ['bytes=8-', 206, '89', false, 'bytes 8-9/10'],
    ['bytes=0-2', 206, '012', false, 'bytes 0-2/10'],
    ['bytes=10-', 416, '', false, 'bytes */10'],
    ['lines=1-', 200, '0123', true, undefined],
  ])('goes on with Range: %s', (range, status, text, isCut, place) => {
    const reply = ranged(range);
    expect([reply.status, textOf(reply), reply.isCut]).toEqual([status, text, isCut]);
    expect(headerOf(reply, 'Content-Range')).toBe(place);
  });
});

test('a failure names itself', () => {
  expect(textOf(failureReply(503, asked))).toBe('{"error":"Service Unavailable"}');
  expect(failureReply(429, asked, [['Retry-After', '3']])).toMatchObject({ status: 429, reason: 'Too Many Requests' });
});
