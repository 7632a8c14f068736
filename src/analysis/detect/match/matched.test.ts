import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../query/engine/index.ts';
import { anEvent, smallLake } from '../run/lake.fixture.ts';
import { readRuleOf } from '../sigma/reading.fixture.ts';
import type { Match } from './match.ts';
import { findMatches, type MatchOptions } from './matched.ts';

const lake = smallLake();
let engine: Engine;

beforeAll(async () => {
  await lake.deliver([
    anEvent('plain', 60, { userAgent: 'aws-cli/2.0', sourceIPAddress: '192.0.2.1' }),
    anEvent('denied', 50, {
      errorCode: 'AccessDenied',
      requestParameters: { userName: ['x', 'y'] },
    }),
  ]);
  engine = await lake.open(undefined);
});

afterAll(async () => {
  await engine.close();
  lake[Symbol.dispose]();
});

async function matchesOf(
  selection: string,
  fields: readonly string[] = [],
  options: MatchOptions = {},
): Promise<readonly Match[]> {
  const { condition } = readRuleOf(`selection: ${selection}\ncondition: selection`);
  const found: Match[] = [];
  for await (const match of findMatches([{ id: 'rule', condition, fields }], engine, options)) {
    found.push(match);
  }
  return found;
}

const ADA = 'arn:aws:iam::111122223333:user/ada';

describe('a match', () => {
  it('says of its event what alerts need', async () => {
    const [match] = await matchesOf('{eventName: CreateUser, errorCode: null}');

    expect(match).toEqual({
      rule: 'rule',
      event: {
        ...{ key: '111122223333/eu-west-1/plain', eventId: 'plain', account: '111122223333' },
        ...{ region: 'eu-west-1', ts: Date.UTC(2026, 0, 31, 11, 59) * 1000 },
        ...{ eventSource: 'iam.amazonaws.com', eventName: 'CreateUser', errorCode: null },
        ...{ sourceAddress: '192.0.2.1', userAgent: 'aws-cli/2.0' },
        ...{ principal: ADA, actor: ADA, system: null, fields: {} },
      },
    });
  });

  it('has the fields of its rule by the names of the rule, the first value of several', async () => {
    const fields = ['requestParameters.userName', 'errorCode', 'nothing.such'];

    const [match] = await matchesOf('{errorCode: AccessDenied}', fields);

    expect(match?.event.fields).toEqual({
      'requestParameters.userName': 'x',
      errorCode: 'AccessDenied',
      'nothing.such': null,
    });
  });

  it('has what calls say of it where who is behind it is wanted', async () => {
    const [match] = await matchesOf('{errorCode: AccessDenied}', ['outcome'], { who: true });

    expect(match?.event).toMatchObject({ actor: ADA, fields: { outcome: 'denied' } });
  });

  it('does without where it is not', async () => {
    const [match] = await matchesOf('{errorCode: AccessDenied}', ['outcome']);

    expect(match?.event.fields).toEqual({ outcome: null });
  });
});

describe('times', () => {
  it('are half-open: the first inside, the last not', async () => {
    const times = { from: '2026-01-31T11:59:00Z', to: '2026-01-31T11:59:10Z' };

    const found = await matchesOf('{eventName: CreateUser}', [], times);

    expect(found.map(({ event }) => event.eventId)).toEqual(['plain']);
  });
});
