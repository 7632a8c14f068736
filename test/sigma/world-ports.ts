import { type Dictionary, isDictionary, numberOf } from './evaluator/index.ts';

/** Ports of administration and of databases that have no business on the internet. */
export const ADMIN_PORTS: readonly number[] = [
  21, 22, 23, 135, 139, 445, 1433, 1521, 2375, 2376, 2379, 3306, 3389, 5432, 5601, 5900, 5985, 5986,
  6379, 9200, 9300, 11211, 27017,
];

const WORLD = new Set<unknown>(['0.0.0.0/0', '::/0']);

/** Those of them that a request opens to everybody, judged permission by permission. */
export function worldPorts({ eventName, requestParameters }: Dictionary): readonly number[] {
  if (eventName !== 'AuthorizeSecurityGroupIngress' || !isDictionary(requestParameters)) return [];
  const permissions = [requestParameters, ...itemsOf(requestParameters.ipPermissions)];
  return ADMIN_PORTS.filter((port) => permissions.some((one) => isWorld(one) && covers(one, port)));
}

function itemsOf(list: unknown): readonly Dictionary[] {
  const items = isDictionary(list) ? list.items : list;
  return (Array.isArray(items) ? items : [items]).filter(isDictionary);
}

function isWorld(permission: Dictionary): boolean {
  const ranges = [...itemsOf(permission.ipRanges), ...itemsOf(permission.ipv6Ranges)];
  return [permission, ...ranges].some(
    ({ cidrIp, cidrIpv6 }) => WORLD.has(cidrIp) || WORLD.has(cidrIpv6),
  );
}

/** By name or by number; other protocols have no ports. */
function covers({ ipProtocol, fromPort, toPort }: Dictionary, port: number): boolean {
  const protocol = String(ipProtocol).toLowerCase();
  if (protocol === '-1') return true;
  if (!['tcp', 'udp', '6', '17'].includes(protocol)) return false;
  const from = numberOf(fromPort) ?? 0;
  const to = numberOf(toPort) ?? 65_535;
  return from === -1 || (from <= port && port <= to);
}
