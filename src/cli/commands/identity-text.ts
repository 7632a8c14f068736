import { type Identity, originOf, type Trace } from '../../analysis/callers/index.ts';
import { plural, visible } from '../../base/text/index.ts';
import type { SessionRow } from '../../lake/catalog/index.ts';
import { hangText, type Output } from '../terminal/index.ts';
import { didLines, nextLines } from './identity-did.ts';
import { claimLines, terminalLines } from './identity-terminals.ts';
import { originWords, principalWords, timeWords } from './people-words.ts';

const MOST_ACTORS = 10;

/** The chain as a ladder, from the actor down to what was asked for, and what was done at its foot. */
export function identityText(identity: Identity, out: Output): string {
  const { chain, did, next } = identity;
  const { bold } = out.colors;
  const lines = [
    bold(principalWords(chain.actor)),
    `  ${hangText(visible(chain.end), out.width, 2)}`,
    ...claimLines(identity, out),
    ...(chain.hops.length > 0 ? rungs(identity, out) : [...ownRung(identity, out)]),
    ...(did ? ['', ...didLines(did, out)] : []),
    ...nextLines(next, out),
    ...terminalLines(identity, out),
    ...otherLines(identity, out),
  ];
  return `${lines.join('\n')}\n`;
}

/** Of a name that many sessions share, who is behind them all. */
function otherLines({ others, actors }: Identity, { colors }: Output): readonly string[] {
  if (others === 0) return [];
  const count = plural(others + 1, 'session');
  const lines = actors.slice(0, MOST_ACTORS).map(({ actor, sessions, last }) => {
    return `  ${principalWords(actor)}: ${plural(sessions, 'session')}, the last used at ${timeWords(last)}`;
  });
  const more = actors.length - MOST_ACTORS;
  return [
    '',
    `The newest of ${colors.bold(count)} that this names, of ${plural(actors.length, 'actor')}`,
    ...lines,
    ...(more > 0 ? [`  and ${more} more: --json lists them`] : []),
  ];
}

/** Each hop: the call that handed it out, and below it what was handed out. */
function rungs(identity: Identity, out: Output): readonly string[] {
  const { chain, own, traces } = identity;
  const { bold, dim } = out.colors;
  const top = chain.hops.length - 1;
  return [...chain.hops.entries()].reverse().flatMap(([at, hop]) => {
    const rail = at === 0 ? ' ' : dim('│');
    const key = at === 0 ? (own.credentials.accessKeyId ?? hop.accessKeyId) : hop.accessKeyId;
    const facts = [key, ...hopFacts(hop, traces[at]), ...joinFact(chain.joins[at])];
    return [
      dim('│'),
      `${dim('│')}  ${timeWords(hop.issuedAt)}  ${visible(hop.eventName ?? '')} ${originWords(hop.sourceAddress, hop.userAgent)}`,
      ...(at === top ? signInLines(identity, out) : []),
      dim('▼'),
      bold(principalWords(hop.principalArn)),
      `${rail}  ${visible(facts.join(', '))}`,
      ...tagLines(hop, traces[at]).map((line) => `${rail}  ${line}`),
    ];
  });
}

/** Credentials that nobody was seen to be given: themselves, and the sign-in that they came of. */
function ownRung(identity: Identity, out: Output): readonly string[] {
  const { accessKeyId, arn = '' } = identity.own.credentials;
  const signIn = signInLines(identity, out);
  const isOwn = /:user\/|:root$/.test(arn) || identity.own.mfa === true;
  const factor = isOwn ? mfaFact(identity.own) : [];
  const facts = [accessKeyId, ...factor].filter((fact) => fact !== undefined);
  const rail = signIn.length > 0 ? [out.colors.dim('│'), ...signIn, out.colors.dim('▼')] : [];
  return facts.length > 0 ? [...rail, `  ${visible(facts.join(', '))}`] : rail;
}

function signInLines({ chain: { signIn } }: Identity, { colors }: Output): readonly string[] {
  if (!signIn) return [];
  const from = originWords(signIn.address, signIn.userAgent);
  return [`${colors.dim('│')}  ${timeWords(signIn.at)}  ConsoleLogin ${from}`];
}

/** Only who asked with keys of their own could show a second factor to AWS. */
function hopFacts(hop: SessionRow, trace: Trace | undefined): readonly string[] {
  const { type } = originOf(hop);
  return [
    ...(hop.expiresAt === undefined ? [] : [`until ${timeWords(hop.expiresAt)}`]),
    ...(trace?.mfa === true || type === 'IAMUser' || type === 'Root' ? mfaFact(trace) : []),
  ];
}

function mfaFact(trace: Trace | undefined): readonly string[] {
  return trace?.mfa === undefined ? [] : [trace.mfa ? 'with MFA' : 'without MFA'];
}

function joinFact(by: Identity['chain']['joins'][number] | undefined): readonly string[] {
  return by === undefined || by === 'key' ? [] : [`found by ${by.replaceAll('-', ' ')}`];
}

function tagLines({ sourceIdentity, tags }: SessionRow, trace: Trace | undefined) {
  const identity = sourceIdentity ?? trace?.sourceIdentity;
  return [
    ...(identity === undefined ? [] : [`source identity ${visible(identity)}`]),
    ...(tags === undefined ? [] : [`tags ${tagWords(tags)}`]),
  ];
}

/** As AWS writes them: `[{"key": .., "value": ..}]`. */
function tagWords(tags: string): string {
  const list: unknown = JSON.parse(tags);
  const pairs = Array.isArray(list) ? list : [];
  return visible(pairs.map((pair) => `${pair?.key}=${pair?.value}`).join(', '));
}
