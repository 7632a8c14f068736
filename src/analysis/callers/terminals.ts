import { textLiteral } from '../../query/sql/index.ts';
import { readAgent } from './agent.ts';
import { type Answer, type Asking, ask, microsOf, textIn } from './answers.ts';
import { credentialsOf } from './chain-evidence.ts';
import { signedBy } from './identity-doings.ts';
import type { Credentials } from './session-index.ts';

/**
 * A terminal in which the AWS CLI used the credentials in question, by the `sid/` of its user agents. It goes on across
 * keys and roles, but is a claim: whoever signs a call writes its user agent. On Windows, and where there is no terminal,
 * it is the whole machine.
 */
export interface Terminal {
  readonly id: string;
  /** Microseconds. */
  readonly first: number;
  readonly last: number;
  /** Other credentials that were used in it, the most used first. */
  readonly others: readonly TerminalUse[];
}

export interface TerminalUse {
  readonly credentials: Credentials;
  readonly calls: number;
  readonly first: number;
  readonly last: number;
}

/** So long the AWS CLI keeps the id of a terminal in which nothing happens. */
const SILENCE = 30 * 60 * 1_000_000;

/** The terminals in which credentials were used together with others, in the order of time. */
export async function readTerminals(
  own: Credentials,
  asking: Asking,
): Promise<readonly Terminal[]> {
  if (own.arn === undefined && own.accessKeyId === undefined) return [];
  const ids = new Set<string>();
  for await (const row of ask(agentsSql(own), asking)) {
    const id = terminalOf(row);
    if (id !== undefined) ids.add(id);
  }
  if (ids.size === 0) return [];
  const uses: (TerminalUse & { readonly id: string })[] = [];
  for await (const row of ask(usesSql(ids), asking)) {
    const id = terminalOf(row);
    if (id !== undefined && ids.has(id)) uses.push({ id, ...useOf(row) });
  }
  return [...Map.groupBy(uses, ({ id }) => id)]
    .flatMap(([id, some]) => sittingsOf(some).map((sitting) => terminalFrom(id, sitting, own)))
    .filter((one) => one !== undefined)
    .sort((a, b) => a.first - b.first);
}

const NAMED = `useragent LIKE '% sid/%'`;

function agentsSql(own: Credentials): string {
  return `SELECT DISTINCT useragent FROM cloudtrail_logs WHERE ${signedBy(own)} AND ${NAMED}`;
}

/** By the minute: a terminal is idle for half an hour, and calls are many. */
function usesSql(ids: ReadonlySet<string>): string {
  const named = [...ids].map((id) => `useragent LIKE ${textLiteral(`% sid/${id}%`)}`);
  const keys = `useragent, useridentity.accesskeyid, useridentity.arn, useridentity.accountid,
    useridentity.invokedby, useridentity.sessioncontext.attributes.creationdate`;
  return `SELECT ${keys}, count(*) AS calls, min(eventtime) AS first, max(eventtime) AS last
    FROM cloudtrail_logs WHERE ${named.join(' OR ')}
    GROUP BY ${keys}, substr(eventtime, 1, 16) ORDER BY first`;
}

function terminalOf({ useragent }: Answer): string | undefined {
  const agent = textIn(useragent);
  return agent === undefined ? undefined : readAgent(agent).terminal;
}

function useOf(row: Answer): TerminalUse {
  const first = microsOf(row.first) ?? 0;
  return {
    credentials: credentialsOf(row),
    ...{ calls: Number(row.calls), first, last: microsOf(row.last) ?? first },
  };
}

/** Uses without half an hour of silence between them. @param uses in the order of time */
function sittingsOf<Use extends TerminalUse>(uses: readonly Use[]): readonly (readonly Use[])[] {
  const sittings: Use[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const use of uses) {
    if (use.first - until > SILENCE) sittings.push([]);
    sittings.at(-1)?.push(use);
    until = Math.max(until, use.last);
  }
  return sittings;
}

function terminalFrom(
  id: string,
  uses: readonly TerminalUse[],
  own: Credentials,
): Terminal | undefined {
  const byName = Map.groupBy(uses, ({ credentials }) => nameOf(credentials));
  const isOwn = byName.delete(nameOf(own));
  const others = [...byName.values()].flatMap((some) => sumOf(some) ?? []);
  if (!isOwn || others.length === 0) return undefined;
  return {
    id,
    first: Math.min(...uses.map(({ first }) => first)),
    last: Math.max(...uses.map(({ last }) => last)),
    others: others.sort((a, b) => b.calls - a.calls || a.first - b.first),
  };
}

function sumOf(uses: readonly TerminalUse[]): TerminalUse | undefined {
  const [one] = uses;
  return (
    one && {
      credentials: one.credentials,
      calls: uses.reduce((sum, { calls }) => sum + calls, 0),
      first: Math.min(...uses.map(({ first }) => first)),
      last: Math.max(...uses.map(({ last }) => last)),
    }
  );
}

/** The same text for the same credentials: keys of a console session change all the time. */
export function nameOf({ arn, createdAt, accessKeyId }: Credentials): string {
  return createdAt === undefined ? (accessKeyId ?? '') : `${createdAt} ${arn}`;
}
