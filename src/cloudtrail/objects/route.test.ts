import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseObjectKey, Router } from './index.ts';

const NAME = '123456789012_CloudTrail_us-east-1_20260131T1825Z_zKlMhON7EpHala9u.json.gz';
const DAY = 'AWSLogs/123456789012/CloudTrail/us-east-1/2026/01/31/';

describe('Router', () => {
  it('shares one route among the files of a folder that says everything', () => {
    const router = new Router();

    const [first, second] = [router.of(`${DAY}${NAME}`), router.of(`${DAY}other.json.gz`)];

    expect(first).toEqual({
      kind: 'events',
      account: '123456789012',
      region: 'us-east-1',
      day: '2026-01-31',
    });
    expect(second).toBe(first);
  });

  it('reads what stands above every key', () => {
    const router = new Router('/copy/123456789012/CloudTrail/us-east-1/');

    expect(router.of('2026/01/31/x.json.gz')).toMatchObject({
      account: '123456789012',
      day: '2026-01-31',
    });
  });

  it('says of every key what is said of it alone, whatever came before', () => {
    const part = fc.constantFrom(
      ...['AWSLogs', '123456789012', 'CloudTrail', 'CloudTrail-Insight', 'us-east-1', '', 'x'],
      ...['2026', '01', '31', '32', NAME, NAME.replace('us-east-1', 'eu-west-1')],
    );
    const key = fc.array(part, { maxLength: 9 }).map((parts) => parts.join('/'));

    fc.assert(
      fc.property(fc.array(fc.oneof(key, fc.constant(`${DAY}${NAME}`))), (keys) => {
        const router = new Router();

        const routes = keys.map((one) => router.of(one));

        const alone = keys.map((one) => {
          const {
            prefix: _,
            organisation: _o,
            stamp: _s,
            unusual: _u,
            ...route
          } = parseObjectKey(one);
          return route;
        });
        expect(routes).toEqual(alone);
      }),
    );
  });
});
