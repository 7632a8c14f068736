import { type Dictionary, isDictionary } from './evaluator/index.ts';

/** What the policies inside a request allow; nothing where it holds none. */
export function policyFacts(request: unknown): Dictionary {
  const policies = policiesIn(request);
  if (policies.length === 0) return {};
  const allowed = policies
    .flatMap((policy) => listOf(policy.Statement))
    .filter(isDictionary)
    .filter((statement) => statement.Effect === 'Allow');
  return {
    'policy.grantsAdmin': String(allowed.some(isWide)),
    'policy.isPublic': String(allowed.some(isPublic)),
    'policy.accounts': [...new Set(allowed.flatMap(accountsOf))],
  };
}

/** Policies stand under many names, as objects, as JSON text and as URL-encoded JSON text. */
function policiesIn(value: unknown): readonly Dictionary[] {
  if (typeof value === 'string') return policiesIn(parsed(value));
  if (Array.isArray(value)) return value.flatMap(policiesIn);
  if (!isDictionary(value)) return [];
  return value.Statement === undefined ? Object.values(value).flatMap(policiesIn) : [value];
}

function parsed(text: string): unknown {
  const plain = /^\s*%7B/i.test(text) ? decoded(text) : text;
  if (!/^\s*\{/.test(plain)) return undefined;
  try {
    return JSON.parse(plain);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Everything but a list is as wide as everything, for whoever wants to hide in it. */
function isWide(statement: Dictionary): boolean {
  const actions = listOf(statement.Action);
  const anyAction =
    actions.includes('*') || actions.includes('*:*') || statement.NotAction !== undefined;
  return (
    anyAction && (listOf(statement.Resource).includes('*') || statement.NotResource !== undefined)
  );
}

function isPublic({ Principal, Condition }: Dictionary): boolean {
  return Condition === undefined && principalsOf(Principal).includes('*');
}

/** `"*"`, or the names under `AWS`. */
function principalsOf(principal: unknown): readonly unknown[] {
  return isDictionary(principal) ? listOf(principal.AWS) : listOf(principal);
}

function accountsOf({ Principal }: Dictionary): readonly string[] {
  return principalsOf(Principal)
    .filter((name) => typeof name === 'string')
    .flatMap((name) => /^(\d{12})$|^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(name)?.slice(1) ?? [])
    .filter((account) => account !== undefined);
}
