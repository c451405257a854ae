import { expect, test } from 'vitest';
import { NO_STRIKES } from '../../../src/model/strikes';
import { instantOf } from '../../../src/model/time';
import { Testimony } from '../../../src/runtime/live/testimony';

test('a failure strikes an attempt only if it is planned for it, and what is said after a lie is heard', () => {
  const testimony = new Testimony({
    place: { step: 'work', foreach: [], round: 0, attempt: 0 },
    codeStartsAt: instantOf(0),
    durationUs: 0,
    strikes: { ...NO_STRIKES, bug: { fault: 'planned', type: 'ValueError', message: '' } },
  });
  const at = instantOf(1);
  expect(testimony.hear({ kind: 'struck', n: 1, at, fault: 'nobody planned this' })).toBeNull();
  expect(testimony.hear({ kind: 'struck', n: 2, at, fault: 'planned' })).toMatchObject({
    happening: { type: 'fault-struck', fault: 'planned', n: 2 },
  });
});
