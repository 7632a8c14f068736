import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../base/config/index.ts';
import { type AskedLake, call, lakeWith, ROLE, SYSTEM } from './asked.fixture.ts';
import { breaches, newPlaces } from './contract-check.ts';

let lake: AskedLake;

beforeAll(async () => {
  lake = await lakeWith([
    call('b', { eventTime: '2026-06-03T12:00:00Z' }),
    call('a', { eventTime: '2026-06-03T12:00:00Z' }),
    call('elsewhere', { awsRegion: 'us-east-1', eventTime: '2026-06-04T12:00:00Z' }),
    call('write', { eventName: 'PutObject', readOnly: false, sourceIPAddress: '198.51.100.1' }),
    call('service', { sourceIPAddress: 'athena.amazonaws.com', eventName: 'GetObject' }),
    call('six', { sourceIPAddress: '2001:db8::1', eventName: 'GetObject' }),
    call('night', { eventTime: '2026-06-06T23:30:00Z' }),
    call('late', {
      ...{ eventTime: '2026-07-10T08:00:00Z', eventSource: 'sts.amazonaws.com' },
      ...{ eventName: 'GetCallerIdentity', recipientAccountId: '444455556666' },
    }),
  ]);
});

afterAll(() => lake.close());

async function outside(contract: Contract): Promise<readonly (readonly unknown[])[]> {
  const found = await breaches(lake.engine, { [SYSTEM]: contract }, {});
  return found.map(({ dimension, value, calls, first }) => [
    dimension,
    value,
    calls,
    first.eventId,
  ]);
}

describe('a contract', () => {
  it.each<readonly [contract: Contract, outside: readonly (readonly unknown[])[]]>([
    [{ accounts: ['111122223333'] }, [['account', '444455556666', 1, 'late']]],
    [{ regions: ['us-*', 'eu-west-2'] }, [['region', 'eu-west-1', 7, 'a']]],
    [{ services: ['s3.amazonaws.com'] }, [['service', 'sts.amazonaws.com', 1, 'late']]],
    [{ services: ['s_.amazonaws.com', 'sts*'] }, [['service', 's3.amazonaws.com', 7, 'a']]],
    [{ actions: ['s3:List*', 'sts:*', 's3:Get*'] }, [['action', 's3:PutObject', 1, 'write']]],
    [{ readonly: true }, [['readonly', 's3:PutObject', 1, 'write']]],
    [{ readonly: false }, []],
    [
      { networks: ['192.0.2.0/24', '203.0.113.0/24'] },
      [
        ['network', '198.51.100.1', 1, 'write'],
        ['network', '2001:db8::1', 1, 'six'],
      ],
    ],
    [{ networks: ['192.0.2.0/24', '198.51.100.0/24', '2001:db8::/32'] }, []],
    [{ hours: { weekdays: ['Wed', 'Thu', 'Fri'] } }, [['weekday', 'Sat', 1, 'night']]],
    [{ hours: { from: '08:00', to: '23:00' } }, [['hour', '23:00', 1, 'night']]],
    [{ hours: { from: '22:00', to: '12:01' } }, []],
    [{ expires: '2026-06-05' }, [['expires', '2026-06-05', 2, 'night']]],
  ])('%j has outside %j', async (contract, expected) => {
    expect(await outside(contract)).toEqual(expected);
  });

  it('is broken by a system under the same id in every run, with the first call as evidence', async () => {
    const contracts = { [SYSTEM]: { regions: ['us-east-1'] } };

    const all = await breaches(lake.engine, contracts, {});
    const later = await breaches(lake.engine, contracts, { from: '2026-06-04' });

    expect(all).toMatchObject([
      {
        ...{ kind: 'contract', system: SYSTEM, lastTime: '2026-07-10T08:00:00Z' },
        first: {
          eventId: 'a',
          time: '2026-06-03T12:00:00Z',
          principal: ROLE,
          action: 's3:ListBuckets',
        },
      },
    ]);
    expect(all[0]?.id).toBe('359e686e31b4984a');
    expect(later).toMatchObject([{ id: all[0]?.id, calls: 2, first: { eventId: 'night' } }]);
  });

  it('says nothing of other systems', async () => {
    expect(await breaches(lake.engine, { Other: { regions: ['nowhere'] } }, {})).toEqual([]);
  });
});

describe('a new place', () => {
  it('is where a system without contract was first after the days of learning', async () => {
    const found = await newPlaces(lake.engine, { except: [], days: 30 }, {});

    expect(found.map(({ kind, dimension, value }) => [kind, dimension, value])).toEqual([
      ['new', 'account', '444455556666'],
      ['new', 'service', 'sts.amazonaws.com'],
    ]);
  });

  it.each([
    ['with a contract', { except: [SYSTEM], days: 30 }, {}],
    ['learnt for longer', { except: [], days: 60 }, {}],
    ['before the time wanted', { except: [], days: 30 }, { from: '2026-07-11' }],
    ['after the time wanted', { except: [], days: 30 }, { to: '2026-07-10' }],
  ])('is none %s', async (_, learning, times) => {
    expect(await newPlaces(lake.engine, learning, times)).toEqual([]);
  });
});
