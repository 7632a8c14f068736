import type { SessionRow } from '../../lake/catalog/index.ts';
import type { Asking } from './answers.ts';
import { type Chain, Chains } from './chain.ts';
import { chainEvidence } from './chain-evidence.ts';
import { type Doings, readDoings } from './identity-doings.ts';
import { type Asked, readTraces, type Trace } from './identity-traces.ts';
import { nameOf, readTerminals, type Terminal, type TerminalUse } from './terminals.ts';

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
  /** Terminals that used others' credentials beside these, as clients claim. */
  readonly terminals: readonly SharedTerminal[];
  /** Of a chain that is broken: the one actor whom these terminals lead to. */
  readonly claimedActor?: string;
}

export interface SharedTerminal extends Omit<Terminal, 'others'> {
  readonly others: readonly (TerminalUse & { readonly chain: Chain })[];
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
  const terminals = (await readTerminals(own.credentials, asking)).map((one) =>
    withChains(one, chains),
  );
  const claimedActor = chain.isBroken && claimedBy(terminals);
  return {
    ...{ asked, own, chain, traces: await tracesOf(chain, own, asking) },
    ...(did && { did }),
    next: sessions.filter(({ parentAccessKeyId = '' }) => keys.has(parentAccessKeyId)),
    others: asked.is === 'event' ? 0 : Math.max(0, new Set(named.map(nameOfTrace)).size - 1),
    actors: asked.is === 'event' ? [] : actorsOf(named, chains),
    terminals,
    ...(claimedActor && { claimedActor }),
  };
}

function withChains(terminal: Terminal, chains: Chains): SharedTerminal {
  const others = terminal.others.map((use) => {
    return { ...use, chain: chains.ofCall(use.credentials) };
  });
  return { ...terminal, others };
}

/** Two people at one machine say nothing of a third call. */
function claimedBy(terminals: readonly SharedTerminal[]): string | undefined {
  const chains = terminals.flatMap(({ others }) => others.map(({ chain }) => chain));
  const actors = new Set(chains.filter(({ isBroken }) => !isBroken).map(({ actor }) => actor));
  return actors.size === 1 ? [...actors][0] : undefined;
}

function actorsOf(named: readonly Trace[], chains: Chains): readonly ActorSessions[] {
  const byActor = Map.groupBy(named, ({ credentials }) => chains.ofCall(credentials).actor);
  return [...byActor]
    .map(([actor, traces]) => ({
      actor,
      sessions: new Set(traces.map(nameOfTrace)).size,
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
  const same = named.filter((trace) => nameOfTrace(trace) === nameOfTrace(own));
  return new Set([own, ...same].map(({ credentials }) => credentials.accessKeyId));
}

function nameOfTrace({ credentials }: Trace): string {
  return nameOf(credentials);
}
