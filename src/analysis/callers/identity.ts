import type { SessionRow } from '../../lake/catalog/index.ts';
import type { Asking } from './answers.ts';
import { type Chain, Chains } from './chain.ts';
import { chainEvidence } from './chain-evidence.ts';
import { type Doings, readDoings } from './identity-doings.ts';
import { type Asked, readTraces, type Trace } from './identity-traces.ts';

/** Somebody's credentials: how they were got, what was done with them, and what they were made into. */
export interface Identity {
  readonly asked: Asked;
  /** The credentials in question; of several that the question names, those that were used last. */
  readonly own: Trace;
  readonly chain: Chain;
  /** Of each hop, in their order: what the calls that it signed say of it. */
  readonly traces: readonly (Trace | undefined)[];
  /** Absent where nothing tells the calls of these credentials from others. */
  readonly did?: Doings;
  /** Credentials that these asked for. */
  readonly next: readonly SessionRow[];
  /** Further sessions that the question names. */
  readonly others: number;
  /** Who is behind all sessions that the question names, the most first. */
  readonly actors: readonly ActorSessions[];
}

export interface ActorSessions {
  readonly actor: string;
  readonly sessions: number;
  /** When one of them was last used. */
  readonly last?: number | undefined;
}

/** Undefined where the lake knows nothing of it. */
export async function readIdentity(
  asked: Asked,
  sessions: readonly SessionRow[],
  asking: Asking,
): Promise<Identity | undefined> {
  const named = await readTraces(asked, asking);
  const own = named[0] ?? unused(asked, sessions);
  if (!own) return undefined;
  const chains = new Chains(sessions, await chainEvidence(asking));
  const chain = chains.ofCall(own.credentials);
  const did = await readDoings(own.credentials, asking);
  const keys = keysOf(own, named);
  return {
    ...{ asked, own, chain, traces: await tracesOf(chain, own, asking) },
    ...(did && { did }),
    next: sessions.filter(({ parentAccessKeyId = '' }) => keys.has(parentAccessKeyId)),
    others: asked.is === 'event' ? 0 : Math.max(0, new Set(named.map(nameOf)).size - 1),
    actors: asked.is === 'event' ? [] : actorsOf(named, chains),
  };
}

function actorsOf(named: readonly Trace[], chains: Chains): readonly ActorSessions[] {
  const byActor = Map.groupBy(named, ({ credentials }) => chains.ofCall(credentials).actor);
  return [...byActor]
    .map(([actor, traces]) => ({
      actor,
      sessions: new Set(traces.map(nameOf)).size,
      last: traces[0]?.last,
    }))
    .sort((a, b) => b.sessions - a.sessions);
}

/** Credentials that were handed out and never seen in use. */
function unused(asked: Asked, sessions: readonly SessionRow[]): Trace | undefined {
  const session = sessions.findLast(({ accessKeyId, principalArn }) =>
    asked.is === 'key' ? accessKeyId === asked.value : principalArn === asked.value,
  );
  if (!session || asked.is === 'event') return undefined;
  const { accessKeyId, principalArn, issuedAt, account } = session;
  return { credentials: { accessKeyId, arn: principalArn, account, createdAt: issuedAt } };
}

async function tracesOf(chain: Chain, own: Trace, asking: Asking) {
  const traces: (Trace | undefined)[] = [];
  for (const [at, { accessKeyId }] of chain.hops.entries()) {
    const asked = { is: 'key', value: accessKeyId } as const;
    traces.push(at === 0 ? own : (await readTraces(asked, asking))[0]);
  }
  return traces;
}

/** A console session changes its keys all the time: who it is and when it began stay. */
function keysOf(own: Trace, named: readonly Trace[]): ReadonlySet<string | undefined> {
  const same = named.filter((trace) => nameOf(trace) === nameOf(own));
  return new Set([own, ...same].map(({ credentials }) => credentials.accessKeyId));
}

function nameOf({ credentials: { arn, createdAt, accessKeyId } }: Trace): string {
  return createdAt === undefined ? (accessKeyId ?? '') : `${createdAt} ${arn}`;
}
