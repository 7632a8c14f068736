import type { SystemRule } from '../../base/config/index.ts';
import type { Agent } from './agent.ts';
import { conditionsOf, type Hit, type Known, readFacts } from './hits.ts';
import { matcher } from './matcher.ts';
import type { CallerFacts, Evidence } from './rule.ts';

/** How sure an attribution is: see `docs/guide/who-called.md`. */
export type Confidence = 'certain' | 'likely' | 'claimed' | 'unknown';

/** Who is behind a caller, and why. */
export interface Attribution {
  readonly system: string;
  readonly component?: string;
  readonly team?: string;
  readonly environment?: string;
  readonly contact?: string;
  readonly confidence: Confidence;
  /** What decided, what agrees and what disagrees, in words. */
  readonly reason: string;
  readonly agent?: Agent;
}

export const UNKNOWN = 'Unknown';

/** Rules in the order in which they are asked: the user's own before ours. */
export interface RuleSets {
  readonly own: readonly SystemRule[];
  readonly builtIn: readonly SystemRule[];
}

export type Attribute = (facts: CallerFacts) => Attribution;

/** @throws SyntaxError for a pattern that is none */
export function attributor({ own, builtIn }: RuleSets): Attribute {
  const hitsOf = matcher([
    ...own.flatMap((rule) => conditionsOf(rule, true)),
    ...builtIn.flatMap((rule) => conditionsOf(rule, false)),
  ]);
  return (facts) => {
    const known = readFacts(facts);
    return decided(hitsOf(known), known);
  };
}

function decided(hits: readonly Hit[], { read }: Known): Attribution {
  const agent = read ? { agent: read } : {};
  const [best, ...others] = [...hits].sort(byStrength);
  if (!best) {
    const reason = read?.isCut
      ? 'no rule names it; its user agent was cut off'
      : 'no rule names it';
    return { system: UNKNOWN, confidence: 'unknown', reason, ...agent };
  }
  const { system, team, environment, contact } = best.rule;
  const agreeing = others.filter(({ rule }) => rule.system === system);
  const component = [best, ...others].find(({ rule }) => rule.component !== undefined);
  return {
    system,
    ...(component?.rule.component ? { component: component.rule.component } : {}),
    ...(team ? { team } : {}),
    ...(environment ? { environment } : {}),
    ...(contact ? { contact } : {}),
    confidence: confidenceOf(best, agreeing),
    reason: reasonOf(best, agreeing, others.filter(contradicts(best))),
    ...agent,
  };
}

/** The user's own rules first, tools last; of the others the strongest evidence, of equals the first. */
function byStrength(a: Hit, b: Hit): number {
  if (a.isOwn !== b.isOwn) return a.isOwn ? -1 : 1;
  const [isTool, isOtherTool] = [a.rule.tool ?? false, b.rule.tool ?? false];
  if (isTool !== isOtherTool) return isTool ? 1 : -1;
  return isTool ? 0 : a.rank - b.rank;
}

/** What whoever holds the credentials can write. */
const CLAIMS: ReadonlySet<Evidence> = new Set(['session', 'agent']);

function confidenceOf(best: Hit, agreeing: readonly Hit[]): Confidence {
  const kinds = new Set([best, ...agreeing].flatMap(kindsOf));
  if (kindsOf(best).some((kind) => !CLAIMS.has(kind))) return 'certain';
  return kinds.size > 1 ? 'likely' : 'claimed';
}

function kindsOf({ evidence }: Hit): readonly Evidence[] {
  return evidence.map(({ kind }) => kind);
}

/** Tools are used by any system. */
function contradicts(best: Hit): (other: Hit) => boolean {
  return ({ rule, isOwn }) =>
    !rule.tool && rule.system !== best.rule.system && isOwn === best.isOwn;
}

function reasonOf(best: Hit, agreeing: readonly Hit[], against: readonly Hit[]): string {
  const words = best.evidence.map((one) => one.words).join(', ');
  const seen = new Set(kindsOf(best));
  const agree = new Set(agreeing.flatMap(kindsOf).filter((kind) => !seen.has(kind)));
  const disagree = against.map(({ rule, evidence }) => {
    const [first] = evidence;
    return `${first?.words ?? ''} says ${rule.system}`;
  });
  return [words, ...[...agree].map((kind) => `${NAMES[kind]} agrees`), ...new Set(disagree)].join(
    '; ',
  );
}

const NAMES: Readonly<Record<Evidence, string>> = {
  service: 'service',
  token: 'token',
  principal: 'principal',
  console: 'console flag',
  account: 'account',
  session: 'session name',
  agent: 'user agent',
};
