import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionRow } from '../../lake/catalog/index.ts';
import { type AskedLake, call, lakeWith } from './asked.fixture.ts';
import { readIdentity } from './identity.ts';
import { readTerminals } from './terminals.ts';

const ACCOUNT = '111122223333';
const ADA = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ada`;
const OPERATOR = `arn:aws:sts::${ACCOUNT}:assumed-role/operator/session`;
const TERMINAL = '0123456789ab';

interface Typed {
  readonly at: string;
  readonly by: string;
  readonly key: string;
  readonly terminal?: string;
}

let count = 0;
function typed({ at, by, key, terminal = TERMINAL }: Typed): object {
  return call(`e-${++count}`, {
    eventTime: `2026-06-03T${at}Z`,
    userAgent: `aws-cli/2.35.24 ua/2.1 os/linux sid/${terminal} md/command#s3.ls`,
    userIdentity: {
      ...{ type: 'AssumedRole', arn: by, accountId: ACCOUNT, accessKeyId: key },
      sessionContext: { attributes: { creationDate: '2026-06-03T11:00:00Z' } },
    },
  });
}

const SESSIONS: readonly SessionRow[] = [
  { accessKeyId: 'ASIAADA', principalArn: ADA, roleSessionName: 'ada', origin: '{}' },
];
const OWN = {
  ...{ accessKeyId: 'ASIAOPERATOR', arn: OPERATOR },
  createdAt: Date.UTC(2026, 5, 3, 11) * 1000,
};
const at = (hour: number, minute: number) => Date.UTC(2026, 5, 3, hour, minute) * 1000;

describe('the terminals of credentials', () => {
  let lake: AskedLake;
  beforeAll(async () => {
    lake = await lakeWith([
      typed({ at: '12:00:00', by: ADA, key: 'ASIAADA' }),
      typed({ at: '12:10:00', by: OPERATOR, key: 'ASIAOPERATOR' }),
      typed({ at: '12:20:00', by: ADA, key: 'ASIAADA' }),
      typed({ at: '12:50:00', by: OPERATOR, key: 'ASIAOPERATOR' }),
      typed({ at: '12:15:00', by: 'longer', key: 'ASIAL', terminal: `${TERMINAL}cd` }),
      typed({ at: '12:16:00', by: 'other', key: 'ASIAO', terminal: 'ba9876543210' }),
      typed({ at: '13:20:01', by: 'later', key: 'ASIALATER' }),
    ]);
  });
  afterAll(async () => lake.close());

  it('hold what else was used there until half an hour of silence', async () => {
    const terminals = await readTerminals(OWN, lake);

    expect(terminals).toMatchObject([
      {
        ...{ id: TERMINAL, first: at(12, 0), last: at(12, 50) },
        others: [{ credentials: { arn: ADA }, calls: 2, first: at(12, 0), last: at(12, 20) }],
      },
    ]);
  });

  it('claim who stands above a chain that is broken', async () => {
    const identity = await readIdentity({ is: 'key', value: 'ASIAOPERATOR' }, SESSIONS, lake);

    expect(identity?.chain).toMatchObject({ actor: OPERATOR, isBroken: true });
    expect(identity?.claimedActor).toBe('ada');
    expect(identity?.terminals[0]?.others[0]?.chain.actor).toBe('ada');
  });

  it('claim nothing where the chain itself tells', async () => {
    const identity = await readIdentity({ is: 'key', value: 'ASIAADA' }, SESSIONS, lake);

    expect(identity?.claimedActor).toBeUndefined();
    expect(identity?.terminals[0]?.others[0]?.chain.isBroken).toBe(true);
  });

  it('say nothing of who used none', async () => {
    const terminals = await readTerminals({ accessKeyId: 'ASIAO' }, lake);

    expect(terminals).toEqual([]);
  });
});

it('two people at one machine claim neither', async () => {
  const ben = ADA.replace(/ada$/, 'ben');
  const sessions = [
    ...SESSIONS,
    { accessKeyId: 'ASIABEN', principalArn: ben, roleSessionName: 'ben', origin: '{}' },
  ];
  const lake = await lakeWith([
    typed({ at: '12:00:00', by: ADA, key: 'ASIAADA' }),
    typed({ at: '12:05:00', by: ben, key: 'ASIABEN' }),
    typed({ at: '12:10:00', by: OPERATOR, key: 'ASIAOPERATOR' }),
  ]);

  const identity = await readIdentity({ is: 'key', value: 'ASIAOPERATOR' }, sessions, lake);

  await lake.close();
  expect(identity?.terminals[0]?.others).toHaveLength(2);
  expect(identity?.claimedActor).toBeUndefined();
});
