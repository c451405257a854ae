import { describe, expect, test } from 'vitest';
import { planProblems, type PlanSubject } from '../../../src/engine/planProblems';
import { pathText } from '../../../src/engine/schemaWalk';
import { PLATFORMS, type Fault, type Service } from '../../../src/model/scenario';
import { READY_SERVICES } from '../../../src/model/services';
import { graphFrom } from '../../support/fixtureRun';

const graph = graphFrom(`from metaflow import FlowSpec, step, retry, catch
class F(FlowSpec):
    @step
    def start(self):
        self.items = [1, 2]
        self.next(self.train, foreach='items')
    @retry(times=2)
    @catch(var='lost')
    @step
    def train(self):
        self.next(self.join)
    @retry(times=3)
    @step
    def join(self, inputs):
        self.next(self.end)
    @step
    def end(self):
        pass
`);

const api: Service = { name: 'api', pattern: 'https://api.example.com/*', response: {} };
const subject: PlanSubject = {
  faults: [],
  services: [api],
  platform: PLATFORMS.kubernetes,
  graph,
  artifacts: new Set(['items', 'model']),
};

const said = (changes: Partial<PlanSubject>): readonly string[] =>
  planProblems({ ...subject, ...changes }).map(
    ({ path, severity, message }) => `${severity} ${pathText(path)}: ${message}`,
  );
const ofFault = (fault: Partial<Fault>): readonly string[] =>
  said({ faults: [{ kind: 'spot-interruption', step: 'train', ...fault }] });
const ofService = (service: Partial<Service>): readonly string[] => said({ services: [{ ...api, ...service }] });

describe('a failure that does not fit the flow is said where it stands', () => {
  test.each<[Partial<Fault>, string]>([
    [{ step: 'trian' }, 'error faults[0].step: The flow has no step trian. Did you mean train?'],
    [{ step: 'deploy' }, 'error faults[0].step: The flow has no step deploy. It has start, train, join, end.'],
    [
      { step: 'end', foreach: [0] },
      'error faults[0].foreach: end stands in no foreach, so it has one task. Leave foreach out.',
    ],
    [{ foreach: [0, 1] }, 'error faults[0].foreach: train stands in one foreach, so give at most one index.'],
    [{ attempts: 9 }, 'error faults[0].attempts: No task has an attempt 9: Metaflow starts attempts 0 to 5 at most.'],
    [{ step: 'join', attempts: 4 }, 'warning faults[0].attempts: join runs attempts 0 to 3.'],
    [{ step: 'end', attempts: 1 }, 'warning faults[0].attempts: end runs attempt 0 only: it has no @retry.'],
    [{ attempts: [2, 0] }, 'error faults[0].attempts: It ends before it begins. Give [0, 2].'],
    [
      { attempts: 3, moment: 'during' },
      'warning faults[0].attempts: Attempt 3 lets @catch act and runs no code of yours: only the moment "before" strikes it.',
    ],
    [
      { kind: 'metadata-unavailable', moment: 'after' },
      'error faults[0].moment: The metadata service is asked before user code. Leave moment out.',
    ],
    [
      { kind: 'datastore-unavailable', moment: 'before' },
      'error faults[0].moment: Artifacts are saved after user code. Leave moment out.',
    ],
    [
      { kind: 'slow', moment: 'during' },
      'error faults[0].moment: A slow task loses its time as user code begins. Leave moment out.',
    ],
    [
      { kind: 'code-bug', moment: { at: 3 } },
      'error faults[0].moment: A code bug is raised as user code begins. Leave moment out.',
    ],
    [{ probability: 0 }, 'warning faults[0].probability: It never strikes. Give more than 0.'],
    [{ seconds: 3 }, 'warning faults[0].seconds: seconds changes nothing here: only slow,'],
    [
      { kind: 'service' },
      'error faults[0].kind: A service that fails needs service: { "name": "api", "answer": 503 }.',
    ],
    [
      { kind: 'service', service: { name: 'apis' } },
      'error faults[0].service.name: No service is called apis. Did you mean api?',
    ],
    [{ kind: 'bad-input' }, 'error faults[0].kind: A bad input needs input: { "name": "data", "change": "missing" }.'],
    [
      { kind: 'bad-input', input: { name: 'modle', change: 'null' } },
      'warning faults[0].input.name: No step sets modle, and no parameter has that name. Did you mean model?',
    ],
  ])('%j', (fault, words) => {
    expect(ofFault(fault).filter((one) => one.startsWith(words))).toHaveLength(1);
  });

  test('the second of two with one id', () => {
    const fault = { kind: 'slow', step: 'end', id: 'x' } as const;
    expect(said({ faults: [fault, fault] })).toEqual([
      expect.stringContaining('warning faults[1].id: Another failure'),
    ]);
  });
});

test.each<Partial<Fault>>([
  {},
  { step: '*' },
  { foreach: [1] },
  { attempts: 2 },
  { attempts: 5, moment: 'before' },
  { attempts: 'every' },
  { moment: { at: 3, of: 'run' } },
  { kind: 'metadata-unavailable', moment: { at: 10, of: 'run' }, seconds: 15 },
  { kind: 'metadata-unavailable', attempts: 4 },
  { kind: 'datastore-unavailable', moment: 'after' },
  { kind: 'network-blip', seconds: 3 },
  { kind: 'service', service: { name: 'api', answer: 503 } },
  { kind: 'bad-input', input: { name: 'items', change: 'null' } },
  { kind: 'code-bug', exception: { type: 'ValueError', message: 'no' } },
])('nothing is said of %j', (fault) => {
  expect(ofFault(fault)).toEqual([]);
});

describe('a service that no call reaches', () => {
  test.each<[string, string]>([
    ['ftp://files.example.com/*', 'Code calls http and https only. Give https://files.example.com/*.'],
    ['https:///items', 'It names no host, so it matches nothing. Give https://api.example.com/items.'],
    ['/items/*', 'It names no host, so it matches nothing. Give https://api.example.com/items/*.'],
    ['https://', 'It names no host, so it matches nothing. Give an address such as https://api.example.com/*.'],
    ['https://api.example.com /x', 'It has a space in it, so it matches nothing.'],
    ['https://api.example.com/x#y', 'No call sends what stands after #, so it matches nothing. Leave that out.'],
  ])('%s', (pattern, words) => {
    expect(ofService({ pattern })).toEqual([`error services[0].pattern: ${words}`]);
  });

  test('a second one of the same name, or of the same pattern', () => {
    const second = said({ services: [api, { ...api }] });
    expect(second).toEqual([
      expect.stringMatching(/^error services\[1\]\.name: Another service is called api/),
      expect.stringMatching(/^warning services\[1\]\.pattern: api answers these addresses already/),
    ]);
  });

  test.each(['api.example.com', '*', '//api.example.com/*', '*://api.example.com/*', 'http://localhost:8080/v1/*'])(
    'nothing is said of %s',
    (pattern) => {
      expect(ofService({ pattern })).toEqual([]);
    },
  );

  test('nothing is said of the ready ones', () => {
    expect(said({ services: READY_SERVICES.map(({ service }) => service) })).toEqual([]);
  });
});

test('a platform whose name is nearly a known one', () => {
  expect(said({ platform: { ...PLATFORMS.batch, name: 'bacth' } })).toEqual([
    'warning platform.name: bacth is a platform of your own here. Did you mean batch?',
  ]);
});

test('without a flow to read, what is wrong by itself is said all the same', () => {
  const faults = [{ kind: 'slow', step: 'nowhere', moment: 'after' }] as const;
  expect(said({ graph: null, artifacts: null, faults })).toHaveLength(1);
});
