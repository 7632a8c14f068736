import { describe, expect, it } from 'vitest';
import { seededRandom } from '../storage/s3/fake-faults.fixture.ts';
import { decodeAll } from './decode.fixture.ts';
import { Decoder, describeCaller, loadScanModule, unpackCallers } from './index.ts';

const SEED = Number(process.env.TRAILGLASS_SEED ?? Date.now() % 2 ** 31);
const module = loadScanModule();

interface Identity {
  readonly type: string;
  readonly arn?: string;
  readonly invokedBy?: string;
  readonly sessionContext?: { readonly sessionIssuer: { readonly arn: string } };
}

/** Who calls, with what: of each few, so that all of them meet. Some identities are too short to be remembered. */
const IDENTITIES: readonly (Identity | undefined)[] = [
  ...Array.from({ length: 5 }, (_, index) => ({
    type: 'AssumedRole',
    arn: `arn:aws:sts::111122223333:assumed-role/role-${index}/run`,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::111122223333:role/role-${index}` },
    },
  })),
  { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
  undefined,
];
const AGENTS = ['Boto3/1.34.0', 'Terraform/1.9 "quoted"', '', undefined];
const CONSOLE = ['true', undefined, undefined, undefined];

type Row = Readonly<Record<string, unknown>>;

function rowsOf(random: () => number, count: number, agents: readonly unknown[]): readonly Row[] {
  const one = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T;
  return Array.from({ length: count }, (_, index) => ({
    ...{ eventVersion: '1.08', eventID: `e-${index}`, eventTime: '2026-01-31T12:00:00Z' },
    ...{ eventName: 'GetObject', eventSource: 's3.amazonaws.com', awsRegion: 'us-east-1' },
    ...{ userIdentity: one(IDENTITIES), userAgent: one(agents) },
    sessionCredentialFromConsole: one(CONSOLE),
  }));
}

/** What makes a caller of a record: counted here without any memory. */
function callerOf({ userIdentity, userAgent, sessionCredentialFromConsole }: Row): string {
  const identity = userIdentity as Identity | undefined;
  return JSON.stringify([
    userAgent ?? null,
    identity?.sessionContext?.sessionIssuer.arn ?? identity?.arn ?? null,
    identity?.type ?? null,
    identity?.invokedBy ?? null,
    sessionCredentialFromConsole ?? null,
  ]);
}

describe('the callers of a part', () => {
  it.each([
    ['few user agents', 3000, AGENTS],
    // So many that their column gives its dictionary up.
    ['a user agent for each call', 9000, Array.from({ length: 9000 }, (_, index) => `a/${index}`)],
  ])('are counted one by one, whoever called before: %s', (_, count, agents) => {
    const rows = rowsOf(seededRandom(SEED), count, agents);

    const { parts } = decodeAll(new Decoder(module), [JSON.stringify({ Records: rows })]);

    const expected = new Map<string, number>();
    for (const row of rows) expected.set(callerOf(row), (expected.get(callerOf(row)) ?? 0) + 1);
    const found = parts.flatMap(({ callers }) =>
      unpackCallers(callers).map(({ text, events }): [string, number] => {
        const caller = describeCaller(callers, text);
        const { userAgent, principal, type, invokedBy, console } = caller;
        const fields = [userAgent, principal, type, invokedBy, console];
        return [JSON.stringify(fields.map((field) => field ?? null)), events];
      }),
    );
    expect(new Map(found), `TRAILGLASS_SEED=${SEED}`).toEqual(expected);
    expect(found).toHaveLength(expected.size);
  });
});
