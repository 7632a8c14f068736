import { type Json, membersOf, reached } from '../members/walk.ts';

/** Ports of remote administration and of databases, by IANA's registry and the products' own defaults. */
const WATCHED = [
  ...[21, 22, 23, 135, 139, 445, 1433, 1521, 2375, 2376, 2379, 3306, 3389, 5432, 5601, 5900],
  ...[5985, 5986, 6379, 9200, 9300, 11211, 27017],
];
const WORLD: ReadonlySet<Json> = new Set(['0.0.0.0/0', '::/0']);

/** Watched ports that a request of AuthorizeSecurityGroupIngress opens to every address, each permission for itself. */
export function openPorts(request: Json): readonly string[] {
  const permissions = [request, ...reached(request, 'ipPermissions.items').flatMap(membersOf)];
  const open = new Set(permissions.flatMap(portsOf));
  return [...open].sort((one, other) => one - other).map(String);
}

function portsOf(permission: Json): readonly number[] {
  const at = (path: string) => reached(permission, path).flatMap(membersOf);
  const networks = [
    ...at('cidrIp'),
    ...at('ipRanges.items.cidrIp'),
    ...at('ipv6Ranges.items.cidrIpv6'),
  ];
  if (!networks.some((network) => WORLD.has(network))) return [];
  const protocol = String(at('ipProtocol')[0] ?? '-1');
  if (protocol === '-1') return WATCHED;
  if (!['tcp', 'udp', '6', '17'].includes(protocol)) return [];
  const [from, to] = [at('fromPort')[0], at('toPort')[0]].map((port) => Number(port ?? Number.NaN));
  return WATCHED.filter((port) => port >= (from ?? 0) && port <= (to ?? 0));
}
