import type { ScenarioInput } from '../../src/model/record';

/** Code that asks for all the chance and time there is, under failures of every mechanism. */
const PYTHON = `import asyncio, datetime, random, secrets, time, uuid
import urllib.request
from metaflow import FlowSpec, step, retry, catch, timeout, card, current, Parameter

class Determined(FlowSpec):
    width = Parameter('width', default=3)

    @retry(times=2, minutes_between_retries=0.05)
    @step
    def start(self):
        print('random', random.random(), random.choice(['a', 'b', 'c']), secrets.token_hex(4))
        self.token = str(uuid.uuid4())
        self.began = datetime.datetime.now().isoformat(), time.time(), time.strftime('%H:%M %Z')
        self.words = {'spot', 'blip', 'bug', 'slow'}
        self.items = list(range(self.width))
        time.sleep(random.random())
        print(sorted(self.words), hash('spot') == hash('spot'))
        self.next(self.work, foreach='items')

    @catch(var='problem')
    @retry(times=3, minutes_between_retries=0.02)
    @timeout(seconds=30)
    @step
    def work(self):
        self.total = 0
        for i in range(3):
            with urllib.request.urlopen('https://api.example.com/numbers/%d' % self.input) as response:
                self.total += len(response.read())
            print('call', i, response.status, round(time.monotonic(), 6))
        asyncio.run(self.several())
        self.next(self.join)

    async def several(self):
        async def one(seconds):
            await asyncio.sleep(seconds)
            print('slept', seconds, random.randrange(1000))
        await asyncio.gather(one(0.3), one(0.1), one(0.2))

    @card
    @step
    def join(self, inputs):
        self.totals = [(input.index, getattr(input, 'total', None), str(input.problem)) for input in inputs]
        self.next(self.end)

    @step
    def end(self):
        print(self.totals, current.run_id, uuid.uuid1())

if __name__ == '__main__':
    Determined()
`;

/** The same in TypeScript, and what engines would each do in a way of their own if they were let. */
const TYPESCRIPT = `import { FlowSpec, Parameter, card, catchError, current, retry, sleep, step, timeout } from 'faultline';
import type { Inputs } from 'faultline';

export default class Determined extends FlowSpec {
  width = Parameter({ default: 3 });
  declare token: string;
  declare began: unknown[];
  declare words: Set<string>;
  declare items: number[];
  declare readonly input: number;
  declare total: number;
  declare problem: unknown;
  declare totals: unknown[];

  @retry({ times: 2, minutesBetweenRetries: 0.05 })
  @step() async start() {
    console.log('chance', Math.random(), crypto.getRandomValues(new Uint32Array(2)).join());
    this.token = crypto.randomUUID();
    const now = new Date();
    this.began = [now, Date.now(), performance.now(), now.toLocaleString(), now.getTimezoneOffset(), String(now)];
    console.log(Math.sin(1e22), Math.exp(1.5), Math.pow(1.1, 10.5), Math.hypot(1, 2), Math.atan2(3, 7), 2 ** 0.5);
    console.log((1234567.891).toLocaleString(), new Intl.NumberFormat('de').format(0.5), 'ä,a,Z,z'.split(',').sort((a, b) => a.localeCompare(b)));
    console.log(new Date('2026-07-01T12:00').toISOString(), Date.parse('1 July 2026'), new Date(2026, 6, 1).toString());
    this.words = new Set(['spot', 'blip', 'bug', 'slow']);
    this.items = Array.from({ length: this.width }, (_, i) => i);
    await sleep(Math.random());
    setTimeout(() => console.log('timer', Date.now()), 250);
    await new Promise((resolve) => setTimeout(resolve, 400));
    this.next(this.work, { foreach: 'items' });
  }

  @catchError({ var: 'problem' })
  @retry({ times: 3, minutesBetweenRetries: 0.02 })
  @timeout({ seconds: 30 })
  @step() async work() {
    this.total = 0;
    for (let i = 0; i < 3; i++) {
      const response = await fetch('https://api.example.com/numbers/' + this.input);
      if (!response.ok) throw new RangeError('status ' + response.status);
      this.total += (await response.text()).length;
      console.log('call', i, response.status, performance.now());
    }
    await Promise.all([0.3, 0.1, 0.2].map(async (seconds) => {
      await sleep(seconds);
      console.log('slept', seconds, Math.floor(Math.random() * 1000));
    }));
    this.next(this.join);
  }

  @card()
  @step() join(inputs: Inputs<Determined>) {
    this.totals = [...inputs].map((input) => [input.index, 'total' in input ? input.total : null, String(input.problem)]);
    console.log(JSON.stringify(this.totals));
    this.next(this.report);
  }

  @catchError({ var: 'problem' })
  @retry({ times: 4, minutesBetweenRetries: 0.01 })
  @step() async report() {
    console.log('attempt', current.retryCount, this.totals.length, Math.random());
    await sleep(2);
    this.next(this.end);
  }

  @step() end() {
    console.log(this.totals, current.runId, (null as any)?.x, String(this.problem));
    if (Date.now() > 0) (null as any).x;
  }
}
`;

const SERVICES: ScenarioInput['services'] = [
  {
    name: 'numbers',
    pattern: 'https://api.example.com/*',
    latency: 0.4,
    failureRate: 0.2,
    response: { body: [1, 2, 3] },
  },
];

/** A scenario whose digest must be the same wherever and however it is run. */
export const DETERMINED: ScenarioInput = {
  language: 'python',
  source: PYTHON,
  seed: 7,
  faults: [
    { id: 'spot', kind: 'spot-interruption', step: 'start', moment: 'during' },
    { id: 'blip', kind: 'network-blip', step: 'work', foreach: [1], attempts: [0, 1], seconds: 60 },
    { id: 'slow', kind: 'slow', step: 'work', foreach: [2], seconds: 40 },
    { id: 'store', kind: 'datastore-unavailable', step: 'work', foreach: [0], moment: 'after' },
    { id: 'metadata', kind: 'metadata-unavailable', step: '*', moment: { at: 20, of: 'run' }, seconds: 4 },
  ],
  services: SERVICES,
  platform: { name: 'kubernetes' },
};

/** The same in TypeScript, under every kind of failure. Its end fails, with an error that each engine words itself. */
export const DETERMINED_TYPESCRIPT: ScenarioInput = {
  ...DETERMINED,
  language: 'typescript',
  source: TYPESCRIPT,
  faults: [
    ...(DETERMINED.faults ?? []),
    {
      id: 'service',
      kind: 'service',
      step: 'work',
      foreach: [2],
      attempts: 1,
      service: { name: 'numbers', answer: 500 },
    },
    { id: 'memory', kind: 'out-of-memory', step: 'report', moment: 'before' },
    { id: 'eviction', kind: 'eviction', step: 'report', attempts: 1, moment: 'after' },
    { id: 'bug', kind: 'code-bug', step: 'report', attempts: 2, exception: { type: 'TypeError', message: 'planned' } },
    { id: 'input', kind: 'bad-input', step: 'report', attempts: 3, input: { name: 'totals', change: 'truncated' } },
    {
      id: 'chance',
      kind: 'spot-interruption',
      step: 'report',
      attempts: [3, 4],
      probability: 0.9,
      moment: { at: 1.5 },
    },
  ],
};
