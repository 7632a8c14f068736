import type { Json } from '../members/walk.ts';

type JsonObject = Readonly<Record<string, Json>>;

/**
 * Names under which requests carry a policy: as text (IAM `policyDocument`, ECR `policyText`, Glue `policyInJson`), as
 * an object (S3 `bucketPolicy`), in `attributes` (SQS, SNS).
 */
const POLICY_KEYS: ReadonlySet<string> = new Set(
  [
    ...['policyDocument', 'policyText', 'policyInJson', 'policy', 'bucketPolicy', 'resourcePolicy'],
    ...[
      'assumeRolePolicyDocument',
      'keyPolicy',
      'accessPolicies',
      'repositoryPolicy',
      'attributeValue',
    ],
  ].map((key) => key.toLowerCase()),
);
const CONTAINERS: ReadonlySet<string> = new Set(['attributes', 'attribute']);

/** Statements of the policies of a request; none where it carries no policy. */
export function statementsOf(request: Json): readonly JsonObject[] {
  if (!isObject(request)) return [];
  return Object.entries(request).flatMap(([key, value]) => {
    const name = key.toLowerCase();
    if (CONTAINERS.has(name)) return statementsOf(value);
    return POLICY_KEYS.has(name) ? statementsIn(asDocument(value)) : [];
  });
}

function statementsIn(document: Json): readonly JsonObject[] {
  return isObject(document) ? listOf(field(document, 'Statement')).filter(isObject) : [];
}

/** Some services log the policy as the URL-encoded text that IAM answers with. */
function asDocument(value: Json): Json {
  if (typeof value !== 'string') return value;
  return parsed(value) ?? parsed(decoded(value)) ?? null;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
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

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value as Json];
}

/** IAM takes the keys of a policy in any case. */
function field(object: JsonObject, name: string): Json | undefined {
  const wanted = name.toLowerCase();
  const key = Object.keys(object).find((one) => one.toLowerCase() === wanted);
  return key === undefined ? undefined : object[key];
}

export function isAllow(statement: JsonObject): boolean {
  return field(statement, 'Effect') === 'Allow';
}

/** Every action on every resource, or all but some. */
export function isAdmin(statement: JsonObject): boolean {
  const actions = listOf(field(statement, 'Action'));
  const resources = listOf(field(statement, 'Resource'));
  const anyAction = actions.some((action) => action === '*' || action === '*:*');
  const anyResource = resources.includes('*');
  const allBut = field(statement, 'NotAction') !== undefined;
  const allButResources = field(statement, 'NotResource') !== undefined;
  return (anyAction || allBut) && (anyResource || allButResources);
}

/** Anybody, without a condition. */
export function isPublic(statement: JsonObject): boolean {
  if (isObject(field(statement, 'Condition'))) return false;
  return principalsOf(statement).includes('*');
}

/** The principals of AWS that a statement names. */
export function principalsOf(statement: JsonObject): readonly string[] {
  const principal = field(statement, 'Principal');
  const named = isObject(principal) ? listOf(field(principal, 'AWS')) : listOf(principal);
  return named.filter((one) => typeof one === 'string');
}

const ACCOUNT = /^(?:arn:[\w-]+:(?:iam|sts)::)?(\d{12})(?::|$)/;

export function accountsOf(statement: JsonObject): readonly string[] {
  return principalsOf(statement).flatMap((one) => ACCOUNT.exec(one)?.[1] ?? []);
}
