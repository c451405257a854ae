import { expect, test } from 'vitest';
import { READY_SERVICES } from '../../../../src/model/services';
import { instantOf } from '../../../../src/model/time';
import { answerWord, Outside } from '../../../../workers/outside/outside';

const services = READY_SERVICES.map(({ service }) => service);
const call = (url: string, seconds = 0) => ({
  method: 'GET',
  url,
  headers: {},
  timeoutUs: null,
  at: instantOf(seconds * 1e6),
});

function wordsOf(outside: Outside, url: string, instants: readonly number[]): readonly unknown[] {
  return instants.map((seconds) => {
    const given = outside.answer(call(url, seconds));
    return given.kind === 'answered' ? answerWord(given) : given.kind;
  });
}

test('each service has its own count of calls', () => {
  const url = 'https://limited.example.com/rates';
  const outside = new Outside({ services, seed: [1], outages: [] });
  expect(wordsOf(outside, url, [0, 1, 2, 3, 9.99, 10, 10.5, 11])).toEqual([200, 200, 200, 429, 429, 200, 429, 200]);
  expect(wordsOf(outside, 'https://cache.example.com/keys/prices', [3])).toEqual([200]);
});

test('what came in between does not change what a service answers', () => {
  const flaky = 'https://api.example.com/items';
  const alone = wordsOf(new Outside({ services, seed: [5], outages: [] }), flaky, [0, 1, 2, 3, 4, 5]);
  const other = new Outside({ services, seed: [5], outages: [] });
  const among = [0, 1, 2, 3, 4, 5].flatMap((at) => {
    other.answer(call('https://db.example.com/q', at));
    return wordsOf(other, flaky, [at]);
  });
  expect(among).toEqual(alone);
  expect(new Set(alone)).toEqual(new Set([200, 503]));
});

test('an unknown host is told where to define it', () => {
  const given = new Outside({ services: [], seed: [1], outages: [] }).answer(call('https://nowhere.example.org/a'));
  expect(given).toEqual({
    kind: 'unknown',
    reason:
      'No service answers at nowhere.example.org. This page has no network: code reaches the services of the failure ' +
      'plan only. To define this one, add to "services" there: ' +
      '{"name":"nowhere.example.org","pattern":"https://nowhere.example.org/*","response":{"body":{}}}',
  });
});
