import { type ClientRequestArgs, Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Target, Targets } from './targets.ts';

export type Addresses = readonly [string, ...string[]];

/** Answers every question for a name with the addresses that were checked. */
export function fixedLookup(addresses: Addresses): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const [first] = addresses;
  return (_, options, done) => {
    if (options.all) done(null, found);
    else done(null, first, isIP(first));
  };
}

/** The code of the error of a connection that is not allowed; its message says why. */
export const FORBIDDEN = 'TRAILGLASS_FORBIDDEN';

/** What a host of HTTP, without TLS, is not reached for. */
export const NEEDS_TLS = 'its address begins with http:, and https: is needed';

/**
 * Agents for a client that chooses its hosts by itself: for each connection it is asked once whether the host may be
 * reached, and the connection goes to the addresses that were looked at.
 */
export function pinnedAgents(targets: Targets) {
  return {
    httpAgent: pinned(new PlainAgent(), (host) => plainTarget(host, targets)),
    // Said aloud, since an environment variable can turn the check off for the whole process.
    httpsAgent: pinned(new TlsAgent({ rejectUnauthorized: true }), targets.check),
  };
}

async function plainTarget(host: string, targets: Targets): Promise<Target> {
  const target = await targets.check(host);
  if (target.is !== 'target' || target.isPrivate) return target;
  return { is: 'forbidden', words: NEEDS_TLS };
}

type Done = (error: Error | null, stream?: Duplex | null) => void;

function pinned<A extends PlainAgent>(agent: A, check: Targets['check']): A {
  const connect = agent.createConnection.bind(agent);
  const open = async (options: ClientRequestArgs) => {
    const target = await check(options.host ?? '');
    if (target.is !== 'target') throw refusal(target);
    return connect({ ...options, lookup: fixedLookup(target.addresses) });
  };
  agent.createConnection = (options, callback) => {
    // Node's types want a stream beside an error too.
    const done = callback as Done | undefined;
    open(options).then(
      (stream) => done?.(null, stream),
      (error: Error) => done?.(error),
    );
    return undefined;
  };
  return agent;
}

function refusal({ is, words }: Exclude<Target, { readonly is: 'target' }>): Error {
  // A name that is not found now may be found later.
  return Object.assign(new Error(words), { code: is === 'name' ? 'ENOTFOUND' : FORBIDDEN });
}
