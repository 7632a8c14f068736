import type { Fragment } from '../typed.ts';
import { sql } from '../typed.ts';
import type { BoundCall, FunctionSpec, Macro, ScriptFunction } from './contract.ts';
import { type Network, NoNetwork, parseNetwork } from './network/address.ts';
import { remembering } from './regex/matcher.ts';
import { argument, calls, constantText } from './text/call.ts';
import { invalidArgument } from './text/failure.ts';

/** IP functions: https://trino.io/docs/476/functions/ipaddress.html. An address is its 16 bytes, so order is Trino's. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: 'contains',
    kind: 'scalar',
    signatures: ['contains(varchar, ipaddress) boolean'],
    about: 'Whether a network, such as 10.0.0.0/8, has the address',
    print: printContains,
  },
];

export const MACROS: readonly Macro[] = [];

export const SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_network_contains',
    args: ['VARCHAR', 'BLOB'],
    result: 'BOOLEAN',
    call: (cidr, address) => {
      const { first, last } = networkOf(String(cidr));
      const bytes = Buffer.from(address as Uint8Array);
      return bytes.compare(first) >= 0 && bytes.compare(last) <= 0;
    },
  },
];

const networkOf = remembering((cidr: string): Network => {
  try {
    return parseNetwork(cidr);
  } catch (error) {
    if (error instanceof NoNetwork) throw invalidArgument(error.message);
    throw error;
  }
});

/** A fixed network is a range of bytes. */
function printContains(call: BoundCall): Fragment {
  const cidr = constantText(call, 0);
  const network = cidr === undefined ? undefined : soundNetwork(cidr);
  if (!network) return calls('tg_network_contains')(call);
  const [first, last] = [network.first, network.last].map(blobOf);
  return sql`(${argument(call, 1)} BETWEEN ${first ?? ''} AND ${last ?? ''})`;
}

function soundNetwork(cidr: string): Network | undefined {
  try {
    return parseNetwork(cidr);
  } catch {
    // Wrong only where a row asks: the script says so.
    return undefined;
  }
}

function blobOf(bytes: Uint8Array): string {
  return `unhex('${Buffer.from(bytes).toString('hex')}')`;
}
