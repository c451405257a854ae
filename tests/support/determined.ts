import type { ScenarioInput } from '../../src/model/record';

/** Code that asks for all the chance and time there is, under failures of every mechanism. */
const SOURCE = `import asyncio, datetime, random, secrets, time, uuid
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

/** A scenario whose digest must be the same wherever and however it is run. */
export const DETERMINED: ScenarioInput = {
  language: 'python',
  source: SOURCE,
  seed: 7,
  faults: [
    { id: 'spot', kind: 'spot-interruption', step: 'start', moment: 'during' },
    { id: 'blip', kind: 'network-blip', step: 'work', foreach: [1], attempts: [0, 1], seconds: 60 },
    { id: 'slow', kind: 'slow', step: 'work', foreach: [2], seconds: 40 },
    { id: 'store', kind: 'datastore-unavailable', step: 'work', foreach: [0], moment: 'after' },
    { id: 'metadata', kind: 'metadata-unavailable', step: '*', moment: { at: 20, of: 'run' }, seconds: 4 },
  ],
  services: [
    {
      name: 'numbers',
      pattern: 'https://api.example.com/*',
      latency: 0.4,
      failureRate: 0.2,
      response: { body: [1, 2, 3] },
    },
  ],
  platform: { name: 'kubernetes' },
};
