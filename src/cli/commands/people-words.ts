import { agentWords, readPrincipal } from '../../analysis/callers/index.ts';
import { visible } from '../../base/text/index.ts';

/** `2026-01-31 12:00:00`, UTC. */
export function timeWords(micros: number | undefined): string {
  if (micros === undefined) return 'at an unknown time';
  return new Date(micros / 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** `operator in 111122223333 as ada`; the ARN itself where it names no role or user. */
export function principalWords(arn: string | undefined): string {
  if (arn === undefined) return 'an identity without an ARN';
  const { kind, name, account, session } = readPrincipal(arn);
  if (kind === undefined) return visible(arn);
  const what = kind === 'role' ? (name ?? kind) : [kind, name].filter(Boolean).join(' ');
  const where = account === undefined ? '' : ` in ${account}`;
  return visible(`${what}${where}${session ? ` as ${session}` : ''}`);
}

/** `from 203.0.113.7 with Firefox on macOS`. */
export function originWords(address: string | undefined, userAgent: string | undefined): string {
  const from = address === undefined ? '' : `from ${address}`;
  const agent = userAgent === undefined ? '' : agentWords(userAgent);
  // A service is its own address and its own agent.
  const withAgent = agent === '' || agent === address ? '' : `with ${agent}`;
  return visible([from, withAgent].filter((part) => part !== '').join(' '));
}

/** `2026-01-31 12:00:00 to 12:10:00`. */
export function spanWords(first: number | undefined, last: number | undefined): string {
  const [from, to] = [timeWords(first), timeWords(last)];
  if (from === to) return from;
  const isSameDay = from.slice(0, 10) === to.slice(0, 10);
  return `${from} to ${isSameDay ? to.slice(11) : to}`;
}
