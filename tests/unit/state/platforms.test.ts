import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../../src/model/scenario';
import { isEdited, platformLabel, probabilityOf, withFailure } from '../../../src/state/platforms';
import { freeName, withFailure as withServiceFailure, withRate } from '../../../src/state/serviceFields';

describe('a platform', () => {
  test('is shown as edited where it is no longer as ever', () => {
    expect(platformLabel(PLATFORMS.kubernetes)).toBe('kubernetes');
    expect(platformLabel({ ...PLATFORMS.kubernetes, startup: 9 })).toBe('kubernetes, edited');
    expect(platformLabel({ ...PLATFORMS.kubernetes, name: 'mine' })).toBe('mine');
  });

  test('gets a failure of its own by probability, and loses it at none', () => {
    const spot = withFailure(PLATFORMS.batch, 'spot-interruption', 0.25);
    expect(probabilityOf(spot, 'spot-interruption')).toBe(0.25);
    expect(isEdited(spot)).toBe(true);
    expect(withFailure(spot, 'spot-interruption', 0)).toEqual(PLATFORMS.batch);
  });
});

describe('a service', () => {
  const service = { name: 'api', pattern: 'https://api.example.com/*', response: {} };

  test('gets a name that no other has', () => {
    expect(freeName(service, [service, { ...service, name: 'api-2' }]).name).toBe('api-3');
  });

  test('fails by percent, and no longer without any', () => {
    const flaky = withServiceFailure(service, { percent: '40' });
    expect(flaky).toEqual({ ...service, failureRate: 0.4 });
    expect(withServiceFailure(flaky, { failure: 'timeout' })).toEqual({ ...flaky, failure: 'timeout' });
    expect(withServiceFailure(flaky, { percent: '' })).toEqual(service);
  });

  test('is limited by calls in a time', () => {
    const limited = withRate(service, { calls: '3' });
    expect(withRate(limited, { per: '10' }).rateLimit).toEqual({ calls: 3, per: 10 });
    expect(withRate(limited, { calls: '' })).toEqual(service);
  });
});
