import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FaultlineError } from '../../../src/model/assert';
import type { ScenarioInput } from '../../../src/model/record';
import { PLATFORMS } from '../../../src/model/scenario';
import { scenarioOf } from '../../../src/runtime/scenario';

const fault = { kind: 'spot-interruption', step: 'train' };
const whole = { language: 'python', source: 'class F: pass' };
const service = { name: 'api', pattern: 'https://api.example.com/*', response: { status: 200 } };
const withFault = (more: object): object => ({ ...whole, faults: [fault, { ...fault, ...more }] });

/** What a program that knows no types gets to hear. */
function refusal(input: unknown): string {
  try {
    scenarioOf(input as ScenarioInput);
  } catch (error) {
    if (error instanceof FaultlineError && error.code === 'bad-scenario') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('a wrong scenario is refused by path, with what would be right', () => {
  test.each<[object | string, string]>([
    [withFault({ probability: 7 }), 'faults[1].probability: 7 is more than 1. Give a number from 0 to 1.'],
    [
      withFault({ probability: 'often' }),
      'faults[1].probability: "often" does not go here. Give a number from 0 to 1.',
    ],
    [withFault({ probabilty: 1 }), 'faults[1].probabilty: There is no such field. Did you mean probability?'],
    [withFault({ kind: 'evicton' }), 'faults[1].kind: "evicton" is not known here. Did you mean "eviction"?'],
    [withFault({ step: '' }), 'faults[1].step: "" does not go here. Give the name of a step, or "*".'],
    [withFault({ foreach: [1.5] }), 'faults[1].foreach[0]: 1.5 is not a whole number. Give a whole number from 0 on.'],
    [
      withFault({ attempts: 'all' }),
      'faults[1].attempts: "all" does not go here. Give a number such as 0, a range such as [0, 2], or "every".',
    ],
    [
      withFault({ attempts: -1 }),
      'faults[1].attempts: -1 is less than 0. Give a number such as 0, a range such as [0, 2], or "every".',
    ],
    [withFault({ moment: 'befor' }), 'faults[1].moment: "befor" does not go here. Did you mean "before"?'],
    [
      withFault({ moment: { at: 'noon' } }),
      'faults[1].moment.at: "noon" does not go here. Give a number of seconds, such as 10 or 0.5.',
    ],
    [withFault({ moment: { at: 1, off: 'run' } }), 'faults[1].moment.off: There is no such field. Did you mean of?'],
    [withFault({ service: {} }), 'faults[1].service.name: This is missing. Give the name of a service.'],
    [{ ...whole, faults: [{ step: 'a' }] }, 'faults[0].kind: This is missing. Give one of "spot-interruption",'],
    [{ ...whole, faults: {} }, 'faults: An object does not go here. Give a list of failures.'],
    [{ ...whole, services: [{ ...service, failureRate: 2 }] }, 'services[0].failureRate: 2 is more than 1.'],
    [{ ...whole, services: [{ ...service, failure: 'gone' }] }, 'services[0].failure: "gone" does not go here.'],
    [{ ...whole, platform: { slots: 0 } }, 'platform.slots: 0 is less than 1. Give a whole number from 1 on.'],
    [
      { ...whole, platform: { failures: [{ kind: 'slow', probability: 1 }] } },
      'platform.failures[0].kind: "slow" is not known here.',
    ],
    [{ ...whole, fileName: '../flow.py' }, 'fileName: "../flow.py" does not go here. Give a file name without a path.'],
    [{ ...whole, seed: -1 }, 'seed: -1 is less than 0.'],
    [{ source: '' }, 'language: This is missing. Give one of "python", "typescript".'],
    [{ ...whole, command: 'run' }, 'command: "run" does not go here. Give a list of words, such as ["run"].'],
    [{ ...whole, platform: [] }, 'platform: A list does not go here. Give a platform:'],
    ['run', 'the scenario: "run" does not go here. Give a scenario'],
  ])('%j', (input, message) => {
    expect(refusal(input)).toContain(message);
  });
});

describe('a right scenario', () => {
  test('is filled in', () => {
    const filled = scenarioOf({ language: 'typescript', source: '' });
    expect(filled).toMatchObject({ fileName: 'flow.ts', seed: 1, faults: [], platform: PLATFORMS.kubernetes });
  });

  test('has a platform that differs from the known one of its name', () => {
    const failures = [{ kind: 'spot-interruption', probability: 0.5 }] as const;
    const { platform } = scenarioOf({
      language: 'python',
      source: '',
      platform: { name: 'batch', slots: 2, failures },
    });
    expect(platform).toEqual({ ...PLATFORMS.batch, slots: 2, failures });
  });

  test('may carry its engine and its origin, which decide nothing', () => {
    expect(scenarioOf({ language: 'python', source: '', engine: 'faultline 1' })).not.toHaveProperty('engine');
  });

  test('is accepted again as it came out', () => {
    const once = scenarioOf({
      language: 'python',
      source: '',
      faults: [{ kind: 'slow', step: '*', attempts: [0, 2] }],
    });
    expect(scenarioOf(once)).toEqual(once);
  });
});

/** Where things stand, and what never may. */
const places = ['faults', 'services', 'platform', 'seed', 'command', 'files', 'maxWorkers', 'user', 'language'];

test('whatever stands in a field, the answer is a scenario or a message with a path and a full stop or a question', () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
      const said = refusal({ ...whole, [place]: value });
      expect(said).toMatch(new RegExp(`^(accepted|${place}.*: \\S.*[.?])$`, 's'));
    }),
  );
});

test('a field of a failure that has a wrong name is always named, never dropped', () => {
  const known = [
    'id',
    'kind',
    'step',
    'foreach',
    'attempts',
    'moment',
    'probability',
    'seconds',
    'exception',
    'input',
    'service',
  ];
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,12}$/), (field) => {
      fc.pre(!known.includes(field));
      expect(refusal(withFault({ [field]: 1 }))).toMatch(`faults[1].${field}: There is no such field.`);
    }),
  );
});
