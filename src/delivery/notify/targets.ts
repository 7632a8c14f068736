import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { PrivateTarget } from '../../base/config/index.ts';
import { isInside, isPublic } from './address.ts';

/** Every address of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export type Target =
  | {
      readonly is: 'target';
      /** The addresses to connect to, and no others: the name may lead elsewhere a moment later. Never empty; IPv4 first. */
      readonly addresses: readonly [string, ...string[]];
      /** Reached inside a private network by leave of the settings. */
      readonly isPrivate: boolean;
    }
  | { readonly is: 'forbidden' | 'name'; readonly words: string };

/** Decides whether a host may be reached, and at which address. */
export interface Targets {
  readonly check: (host: string) => Promise<Target>;
}

const resolveName: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Resolves a name once and looks at every address that it has: one in a private network forbids them all, unless the
 * settings allow the host with a network around it.
 */
export function openTargets(
  allowed: readonly PrivateTarget[],
  resolve: Resolve = resolveName,
): Targets {
  return {
    check: async (written) => {
      const host = plainHost(written);
      const addresses = await addressesOf(host, resolve);
      if (typeof addresses === 'string') return { is: 'name', words: addresses };
      const [first, ...rest] = addresses;
      if (first === undefined) return { is: 'name', words: `${host} has no address` };
      const networks = allowed
        .filter((one) => plainHost(one.host) === host)
        .map(({ cidr }) => cidr);
      const isAllowed = (one: string) => networks.some((cidr) => isInside(one, cidr));
      if (!addresses.every((one) => isPublic(one) || isAllowed(one))) {
        const words = `${host} leads into a private network; notify.allowPrivate can allow it`;
        return { is: 'forbidden', words };
      }
      return { is: 'target', addresses: [first, ...rest], isPrivate: addresses.every(isAllowed) };
    },
  };
}

async function addressesOf(host: string, resolve: Resolve): Promise<readonly string[] | string> {
  try {
    // A way to the outside over IPv6 is missing more often than one over IPv4.
    return (await resolve(host)).toSorted((a, b) => isIP(a) - isIP(b));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    return `the name ${host} was not found (${code})`;
  }
}

/** Lower case, without brackets and the last dot: one spelling of a name. */
function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
