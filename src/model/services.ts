import type { Service } from './scenario';

/** A service that is ready to be put into a scenario. */
export interface ReadyService {
  readonly title: string;
  /** What one learns from it, in one line. */
  readonly about: string;
  readonly service: Service;
}

const ORDERS = ['id,item,euros', '1,tea,4.20', '2,salt,0.90', '3,rice,2.75', '4,oil,7.10', '5,flour,1.30'];
const DOWNLOAD = Array.from({ length: 40 }, (_, day) => `${String(day + 1)},${String(100 + ((day * 37) % 61))}`);

/** The ways in which the outside world is usually awkward, one a service. Each has a host of its own. */
export const READY_SERVICES: readonly ReadyService[] = [
  {
    title: 'Flaky API',
    about: 'Four calls in ten are answered 503. A retry, in the code or by @retry, gets through.',
    service: {
      name: 'flaky-api',
      pattern: 'https://api.example.com/*',
      latency: 0.2,
      failureRate: 0.4,
      failure: 503,
      response: {
        body: {
          items: [
            { id: 1, name: 'tea', price: 4.2 },
            { id: 2, name: 'salt', price: 0.9 },
            { id: 3, name: 'rice', price: 2.75 },
          ],
        },
      },
    },
  },
  {
    title: 'Rate-limited API',
    about: 'Three calls in ten seconds, then 429 with Retry-After. Who waits as long gets all answers.',
    service: {
      name: 'limited-api',
      pattern: 'https://limited.example.com/*',
      latency: 0.1,
      rateLimit: { calls: 3, per: 10 },
      response: { body: { ok: true, rate: 1.08 } },
    },
  },
  {
    title: 'Slow database over HTTP',
    about: 'A query takes eight seconds, and one in five never ends: set a timeout on the call, or on the step.',
    service: {
      name: 'slow-database',
      pattern: 'https://db.example.com/*',
      latency: 8,
      failureRate: 0.2,
      failure: 'timeout',
      response: {
        body: {
          columns: ['city', 'orders'],
          rows: [
            ['Lisbon', 120],
            ['Quito', 75],
            ['Oslo', 98],
          ],
        },
      },
      routes: [{ path: '/orders.csv', headers: { 'Content-Type': 'text/csv' }, body: `${ORDERS.join('\n')}\n` }],
    },
  },
  {
    title: 'File download that breaks',
    about: 'The connection often breaks after 150 bytes. With Range a download goes on from where it stopped.',
    service: {
      name: 'file-server',
      pattern: 'https://files.example.com/*',
      latency: 0.5,
      response: {
        headers: { 'Content-Type': 'text/csv' },
        body: `day,visits\n${DOWNLOAD.join('\n')}\n`,
        cutAfter: 150,
        cutRate: 0.6,
      },
    },
  },
  {
    title: 'Cache',
    about: 'Answers at once and never fails, but holds only /keys/prices: what to do without the real thing.',
    service: {
      name: 'cache',
      pattern: 'https://cache.example.com/*',
      latency: 0.005,
      response: { status: 404, body: { error: 'no such key' } },
      routes: [
        {
          method: 'GET',
          path: '/keys/prices',
          headers: { Age: '86400' },
          body: { tea: 4.1, salt: 0.9, rice: 2.7 },
        },
        { method: 'PUT', path: '/keys/*', status: 204 },
      ],
    },
  },
];
