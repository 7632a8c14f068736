import { z } from 'zod';
import { type Selections, selectionOf } from '../conditions/condition.ts';
import { NEEDS, type OwnKeys } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import { hint, mapAt, plainOf } from '../yaml/keys.ts';
import type { Yaml, YamlMap } from '../yaml/tree.ts';
import { readDuration } from './duration.ts';
import { optional } from './heading.ts';

const duration = z
  .string()
  .transform((text, context) => readDuration(text) ?? unreadable(text, context));

function unreadable(text: string, context: z.RefinementCtx): never {
  context.issues.push({
    code: 'custom',
    input: text,
    message: 'write a time as 30s, 10m, 24h, 7d or 2w',
  });
  return z.NEVER;
}

const field = z.string().min(1);
const fields = z.union([field.transform((one) => [one]), z.array(field).min(1)]);
const count = z.int().min(1);

const counted = z.strictObject({ count });
const distinct = z.strictObject({ field, count });
const newTerms = z.strictObject({ key: fields, value: fields, days: count });
const absence = z.strictObject({
  after: field,
  without: field,
  within: duration,
  same: fields.optional(),
});

const ownSchema = z.strictObject({
  group: fields.optional(),
  window: duration.optional(),
  threshold: z.union([counted, z.strictObject({ distinct })]).optional(),
  newTerms: newTerms.optional(),
  absence: absence.optional(),
  sql: z.string().trim().min(1).optional(),
  every: duration.optional(),
  needs: z.array(z.enum(NEEDS)).optional(),
});

type Written = z.output<typeof ownSchema>;

/** Our keys of a document, and the selections that only they name. */
export interface ReadOwn {
  readonly own: OwnKeys;
  readonly names: readonly string[];
}

/**
 * Reads `trailglass:`; `selections` are those of a rule, undefined where the document has none.
 * @throws Fault for an unknown key or a value that is not allowed
 */
export function readOwn(map: YamlMap, selections: Selections | undefined): ReadOwn {
  const own = mapAt(map, 'trailglass');
  if (!own) return { own: {}, names: [] };
  const parsed = ownSchema.safeParse(plainOf(own));
  if (!parsed.success) throw faultOf(own, parsed.error.issues);
  const { absence: named, every, ...rest } = parsed.data;
  if (every !== undefined && rest.sql === undefined) {
    throw new Fault('trailglass.every says how often sql runs, and there is no sql.', own.line);
  }
  return {
    own: {
      ...given(rest),
      ...optional('every', every),
      ...readAbsence(named, own.line, selections),
    },
    names: named ? [named.after, named.without] : [],
  };
}

function given({
  group,
  window,
  threshold,
  newTerms,
  sql,
  needs,
}: Omit<Written, 'absence' | 'every'>) {
  return {
    ...optional('group', group),
    ...optional('window', window),
    ...optional('threshold', threshold),
    ...optional('newTerms', newTerms),
    ...optional('sql', sql),
    ...optional('needs', needs),
  };
}

function readAbsence(
  named: Written['absence'],
  line: number,
  selections: Selections | undefined,
): Pick<OwnKeys, 'absence'> {
  if (!named) return {};
  if (!selections) throw new Fault('trailglass.absence is for rules: it names selections.', line);
  const { after, without, within, same = [] } = named;
  return {
    absence: {
      after: selectionOf(after, line, selections),
      without: selectionOf(without, line, selections),
      within,
      same,
    },
  };
}

/** The first of the faults, in words, at its line. */
function faultOf(own: YamlMap, issues: readonly z.core.$ZodIssue[]): Fault {
  const [issue] = issues.map(deepest);
  if (!issue) return new Fault('trailglass is not as it should be.', own.line);
  const path = ['trailglass', ...issue.path].join('.');
  if (issue.code !== 'unrecognized_keys') {
    return new Fault(`${path}: ${issue.message}.`, lineOf(own, issue.path));
  }
  const [key = ''] = issue.keys;
  const guess = hint(key, allowedAt(issue.path));
  return new Fault(`${path} has no key ${key}.${guess}`, lineOf(own, [...issue.path, key]));
}

/** Of a choice, what is wrong with the way that was nearest. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors
    .flat()
    .sort((a, b) => b.path.length - a.path.length)
    .find(({ path }) => path.length > 0);
  return inner ? deepest({ ...inner, path: [...issue.path, ...inner.path] }) : issue;
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(ownSchema.shape),
  newTerms: Object.keys(newTerms.shape),
  absence: Object.keys(absence.shape),
  threshold: ['count', 'distinct'],
  'threshold.distinct': Object.keys(distinct.shape),
};

function allowedAt(path: readonly PropertyKey[]): readonly string[] {
  return KEYS[path.join('.')] ?? [];
}

/** Of what stands at the path, or of the nearest thing above it. */
function lineOf(own: Yaml, [key, ...rest]: readonly PropertyKey[]): number {
  if (own.is === 'list') {
    const item = own.items[Number(key)];
    return item ? lineOf(item, rest) : own.line;
  }
  const entry = own.is === 'map' ? own.entries.find((one) => one.key === key) : undefined;
  if (!entry) return own.line;
  return rest.length === 0 ? entry.line : lineOf(entry.value, rest);
}
