import type { SessionRow } from '../../lake/catalog/index.ts';
import type { Asking } from './ask.ts';
import { type Chain, Chains } from './chain.ts';
import { chainEvidence } from './chain-evidence.ts';
import { type Doings, readDoings } from './identity-doings.ts';
import { type Asked, readTraces, type Trace } from './identity-traces.ts';
import type { Credentials } from './session-index.ts';

/** Somebody's credentials: how they were got, what was done with them, and what they were made into. */
export interface Identity {
  readonly asked: Asked;
  readonly credentials: Credentials;
  readonly chain: Chain;
  /** Of each hop, in their order: what the calls that it signed say of it. */
  readonly traces: readonly (Trace | undefined)[];
  readonly did: Doings;
  /** Credentials that these asked for. */
  readonly next: readonly SessionRow[];
  /** Further sessions that the question names; the newest is told. */
  readonly others: number;
}

/** Undefined where the lake knows nothing of it. */
export async function readIdentity(
  asked: Asked,
  sessions: readonly SessionRow[],
  asking: Asking,
): Promise<Identity | undefined> {
  const traces = await readTraces(asked, asking);
  const found = traces[0]?.credentials ?? unused(asked, sessions);
  if (!found) return undefined;
  const chain = new Chains(sessions, await chainEvidence(asking)).ofCall(found);
  const same = traces.filter(({ credentials }) => isSame(credentials, found));
  const keys = new Set([found, ...same.map(({ credentials }) => credentials)].map(keyOf));
  const above = await tracesOf(chain, same[0], asking);
  return {
    ...{ asked, credentials: found, chain, traces: above },
    did: await readDoings(found, asking),
    next: sessions.filter(({ parentAccessKeyId = '' }) => keys.has(parentAccessKeyId)),
    others: new Set(traces.map(({ credentials }) => nameOf(credentials))).size - (traces[0] ? 1 : 0),
  };
}

/** Credentials that were handed out and never seen in use. */
function unused(asked: Asked, sessions: readonly SessionRow[]): Credentials | undefined {
  const session = sessions.findLast(({ accessKeyId, principalArn }) =>
    asked.is === 'key' ? accessKeyId === asked.value : principalArn === asked.value,
  );
  if (!session || asked.is === 'event') return undefined;
  const { accessKeyId, principalArn, issuedAt, account } = session;
  return { accessKeyId, arn: principalArn, account, createdAt: issuedAt };
}

async function tracesOf(chain: Chain, own: Trace | undefined, asking: Asking) {
  const traces: (Trace | undefined)[] = [];
  for (const [at, { accessKeyId }] of chain.hops.entries()) {
    const asked = { is: 'key', value: accessKeyId } as const;
    traces.push(at === 0 && own ? own : (await readTraces(asked, asking))[0]);
  }
  return traces;
}

/** A console session changes its keys all the time: who it is and when it began stay. */
function isSame(a: Credentials, b: Credentials): boolean {
  return nameOf(a) === nameOf(b);
}

function nameOf({ arn, createdAt, accessKeyId }: Credentials): string {
  return createdAt === undefined ? (accessKeyId ?? '') : `${createdAt} ${arn}`;
}

function keyOf({ accessKeyId }: Credentials): string | undefined {
  return accessKeyId;
}
