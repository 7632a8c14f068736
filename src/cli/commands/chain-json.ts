import { type Chain, originOf, type SignIn, type Trace } from '../../analysis/callers/index.ts';

/** Microseconds as ISO 8601. */
export function isoOf(micros: number | undefined): string | undefined {
  return micros === undefined ? undefined : new Date(micros / 1000).toISOString();
}

/** What `--json` says of a chain, from the actor down; `traces` as in `Identity`. */
export function chainJson(
  { hops, joins, signIn, actor, end }: Chain,
  traces: readonly (Trace | undefined)[] = [],
) {
  const down = hops.map((hop, at) => ({
    accessKeyId: hop.accessKeyId,
    arn: hop.principalArn,
    how: hop.eventName,
    joinedBy: joins[at],
    at: isoOf(hop.issuedAt),
    until: isoOf(hop.expiresAt),
    account: hop.account,
    region: hop.region,
    address: hop.sourceAddress,
    userAgent: hop.userAgent,
    mfa: traces[at]?.mfa,
    sourceIdentity: hop.sourceIdentity ?? traces[at]?.sourceIdentity,
    tags: hop.tags === undefined ? undefined : JSON.parse(hop.tags),
    issuer: originOf(hop).issuer,
    subject: originOf(hop).subject,
    eventId: hop.eventId,
  }));
  return { actor, end, signIn: signIn && signInJson(signIn), hops: down.reverse() };
}

function signInJson({ at, ...signIn }: SignIn) {
  return { at: isoOf(at), ...signIn };
}
