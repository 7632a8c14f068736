import type { SystemCondition, SystemRule } from '../../base/config/index.ts';
import { type Agent, readAgent } from './agent.ts';
import { compilePattern } from './pattern.ts';
import { type Principal, readPrincipal } from './principal.ts';
import { type CallerFacts, EVIDENCE, type Evidence, RANKS } from './rule.ts';
import { sessionClass } from './session-class.ts';

/** A condition of a rule that a caller meets. */
export interface Hit {
  readonly rule: SystemRule;
  readonly isOwn: boolean;
  readonly evidence: readonly { readonly kind: Evidence; readonly words: string }[];
  /** The strongest of the evidence, as a place in RANKS. */
  readonly rank: number;
}

/** A caller's facts by the fields of conditions. */
export type Known = Readonly<Partial<Record<Field, string | undefined>>> & {
  readonly read?: Agent | undefined;
};

export function readFacts(facts: CallerFacts): Known {
  const { userAgent, principalArn, issuer, subject, invokedBy, type } = facts;
  const principal = principalArn === undefined ? {} : readPrincipal(principalArn);
  const read = userAgent === undefined ? undefined : readAgent(userAgent);
  return {
    agent: read?.text,
    account: principal.account ?? facts.account,
    role: nameOf(principal, 'role'),
    rolePath: principal.kind === 'role' ? principal.path : undefined,
    user: nameOf(principal, 'user'),
    session: classOf(facts.session ?? principal.session),
    ...{ issuer, subject, invokedBy, type, read },
    console: String(facts.console),
  };
}

/** Rules see what sessions of one kind share. */
function classOf(session: string | undefined): string | undefined {
  return session === undefined ? undefined : sessionClass(session);
}

function nameOf({ kind, name }: Principal, wanted: string): string | undefined {
  return kind === wanted ? name : undefined;
}

/** The pattern of a field that must not be there. */
const ABSENT = 'none';

export type Field = keyof SystemCondition;

/** One condition of a rule: it holds where the values of all its fields pass. */
export interface Condition {
  readonly tests: readonly FieldTest[];
  /** What it says of a caller that it holds of. */
  readonly hit: (known: Known) => Hit;
}

export interface FieldTest {
  readonly field: Field;
  readonly passes: (value: string | undefined) => boolean;
}

/** @throws SyntaxError for a pattern that is none */
export function conditionsOf(rule: SystemRule, isOwn: boolean): readonly Condition[] {
  return rule.match.map((match) => {
    const tests = Object.entries(match).flatMap(([field, pattern]): FieldTest[] =>
      pattern === undefined ? [] : [{ field: field as Field, passes: testOf(pattern) }],
    );
    const fields = tests.map(({ field }) => field);
    const rank = Math.min(...fields.map((field) => RANKS.indexOf(EVIDENCE[field])));
    const hit = (known: Known) => ({ rule, isOwn, evidence: evidenceOf(fields, known), rank });
    return { tests, hit };
  });
}

function testOf(pattern: NonNullable<SystemCondition[Field]>): FieldTest['passes'] {
  const test = compilePattern(typeof pattern === 'boolean' ? String(pattern) : pattern);
  return (value) => (value === undefined ? pattern === ABSENT : test(value));
}

function evidenceOf(fields: readonly Field[], known: Known): Hit['evidence'] {
  return fields.map((field) => ({
    kind: EVIDENCE[field],
    words: `${WORDS[field]} ${shortened(known[field] ?? '')}`,
  }));
}

/** User agents may have a thousand characters; their first tell most. */
const MOST = 60;

function shortened(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
}

const WORDS: Readonly<Record<keyof SystemCondition, string>> = {
  agent: 'user agent',
  account: 'account',
  role: 'role',
  rolePath: 'role path',
  user: 'user',
  session: 'session name',
  issuer: 'token of',
  subject: 'subject',
  invokedBy: 'invoked by',
  type: 'type',
  console: 'console flag',
};
