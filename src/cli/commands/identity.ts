import { askedOf, type Identity, readIdentity } from '../../analysis/callers/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { visible } from '../../base/text/index.ts';
import { chainJson, isoOf } from './chain-json.ts';
import { type Context, printJson } from './context.ts';
import { identityText } from './identity-text.ts';
import { askLake } from './lake-asking.ts';

/** `trailglass identity`: the chain behind credentials, and what they were used for. */
export async function runIdentity(
  value: string,
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const identity = await askLake(context, ({ sessions, asking }) =>
    readIdentity(askedOf(value), sessions, asking),
  );
  if (!identity) {
    throw new AppError('TG_IDENTITY_UNKNOWN', `Nothing here shows "${visible(value)}".`);
  }
  if (flags.json) return printJson(context, identityJson(identity));
  const { out } = context.terminal;
  await out.write(identityText(identity, out));
}

function identityJson(identity: Identity) {
  const { asked, own, chain, traces, did, next, others, actors, terminals } = identity;
  const { credentials, mfa, sourceIdentity } = own;
  const createdAt = isoOf(credentials.createdAt);
  return {
    asked,
    chain: chainJson(chain, traces),
    credentials: { ...credentials, createdAt, mfa, sourceIdentity },
    did: did && { ...did, first: isoOf(did.first), last: isoOf(did.last) },
    next: next.map(({ accessKeyId, principalArn, eventName, eventId, issuedAt }) => ({
      ...{ accessKeyId, arn: principalArn, how: eventName, at: isoOf(issuedAt), eventId },
    })),
    others,
    actors: actors.map(({ last, ...actor }) => ({ ...actor, last: isoOf(last) })),
    claimedActor: identity.claimedActor,
    terminals: terminals.map(terminalJson),
  };
}

function terminalJson({ id, first, last, others }: Identity['terminals'][number]) {
  return {
    ...{ id, first: isoOf(first), last: isoOf(last) },
    others: others.map(({ credentials, calls, chain, ...times }) => ({
      ...{ ...credentials, createdAt: isoOf(credentials.createdAt) },
      ...{ actor: chain.actor, isProven: !chain.isBroken, calls },
      ...{ first: isoOf(times.first), last: isoOf(times.last) },
    })),
  };
}
