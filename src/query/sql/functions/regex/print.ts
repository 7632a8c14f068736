import type { Fragment } from '../../typed.ts';
import { joined, quoted, sql } from '../../typed.ts';
import type { BoundCall } from '../contract.ts';
import { argument, constantInteger, constantText } from '../text/call.ts';
import { Matcher } from './matcher.ts';
import { canBeEmpty, type PatternNode, partsOf } from './pattern.ts';
import { type Re2Pattern, toRe2 } from './to-re2.ts';

/** A fixed pattern that RE2 has too. */
interface Native {
  readonly matcher: Matcher;
  readonly re2: Re2Pattern;
}

/** Undefined: the pattern is not fixed, wrong, or beyond RE2; the script sees to it. */
function nativeOf(call: BoundCall): Native | undefined {
  const text = constantText(call, 1);
  if (text === undefined) return undefined;
  try {
    const matcher = new Matcher(text);
    const re2 = toRe2(matcher.pattern);
    return re2 && { matcher, re2 };
  } catch {
    // Trino says what is wrong when a row is evaluated: so does the script.
    return undefined;
  }
}

/** RE2 where the text lets it mean the same, else the script. */
function guarded({ re2 }: Native, call: BoundCall, native: Fragment, script: Fragment): Fragment {
  const text = argument(call, 0);
  const conditions = [
    ...(re2.asciiOnly ? [sql`strlen(${text}) = length(${text})`] : []),
    ...(re2.noLastNewline ? [sql`NOT suffix(${text}, chr(10))`] : []),
  ];
  if (conditions.length === 0) return native;
  return sql`CASE WHEN ${joined(conditions, ' AND ')} THEN ${native} ELSE ${script} END`;
}

function script(name: string, call: BoundCall, ...more: readonly Fragment[]): Fragment {
  return sql`${name}(${joined([argument(call, 0), argument(call, 1), ...more])})`;
}

export function printLike(call: BoundCall): Fragment {
  const slow = script('tg_regexp_like', call);
  const native = nativeOf(call);
  if (!native) return slow;
  const fast = sql`regexp_matches(${argument(call, 0)}, ${quoted(native.re2.source)})`;
  return guarded(native, call, fast, slow);
}

export function printExtract(call: BoundCall): Fragment {
  const group = call.args.length > 2 ? argument(call, 2) : sql`0`;
  const slow = script('tg_regexp_extract', call, group);
  const number = call.args.length > 2 ? constantInteger(call, 2) : 0n;
  const native = nativeOf(call);
  if (!native?.re2.sameParts || number === undefined) return slow;
  const part = groupOf(native.matcher.pattern.root, Number(number));
  if (!part) return slow;
  const text = argument(call, 0);
  const pattern = quoted(native.re2.source);
  const found = sql`regexp_extract(${text}, ${pattern}, ${String(number)})`;
  // Nothing and an empty part look alike to DuckDB.
  if (canBeEmpty(part)) {
    if (!isCertain(native, number)) return slow;
    const fast = sql`CASE WHEN regexp_matches(${text}, ${pattern}) THEN ${found} END`;
    return guarded(native, call, fast, slow);
  }
  // A list, so that the part is looked for once: DuckDB does it again for each mention within a filter.
  const fast = sql`list_transform([${found}], lambda tg_v: CASE WHEN tg_v <> '' THEN tg_v END)[1]`;
  return guarded(native, call, fast, slow);
}

export function printExtractAll(call: BoundCall): Fragment {
  const group = call.args.length > 2 ? argument(call, 2) : sql`0`;
  const slow = script('tg_regexp_extract_all', call, group);
  const number = call.args.length > 2 ? constantInteger(call, 2) : 0n;
  const native = partNative(call);
  if (!native || number === undefined || !isCertain(native, number)) return slow;
  const pattern = quoted(native.re2.source);
  const fast = sql`regexp_extract_all(${argument(call, 0)}, ${pattern}, ${String(number)})`;
  return guarded(native, call, fast, slow);
}

export function printCount(call: BoundCall): Fragment {
  const slow = script('tg_regexp_count', call);
  const native = partNative(call);
  if (!native) return slow;
  const pattern = quoted(native.re2.source);
  return guarded(
    native,
    call,
    sql`len(regexp_extract_all(${argument(call, 0)}, ${pattern}))`,
    slow,
  );
}

export function printSplit(call: BoundCall): Fragment {
  const slow = script('tg_regexp_split', call);
  const native = partNative(call);
  if (!native || native.re2.looksBack) return slow;
  const pattern = quoted(native.re2.source);
  return guarded(native, call, sql`string_split_regex(${argument(call, 0)}, ${pattern})`, slow);
}

export function printReplace(call: BoundCall): Fragment {
  const [, , by] = call.args;
  if (by?.lambda) return printLambda(call, by.lambda.params[0] ?? 'x');
  const slow = script('tg_regexp_replace', call, by?.sql ?? sql`''`);
  const native = partNative(call);
  const fixed = by ? constantText(call, 2) : '';
  if (!native || fixed === undefined || /[$\\]/.test(fixed)) return slow;
  const pattern = quoted(native.re2.source);
  const fast = sql`regexp_replace(${argument(call, 0)}, ${pattern}, ${quoted(fixed)}, 'g')`;
  return guarded(native, call, fast, slow);
}

export function printPosition(call: BoundCall): Fragment {
  const [, , start, occurrence] = call.args;
  const more = [start?.sql ?? sql`1`, occurrence?.sql ?? sql`1`];
  return sql`CAST(${script('tg_regexp_position', call, ...more)} AS INTEGER)`;
}

/** The lambda is asked for each match, with its groups as an array. */
function printLambda(call: BoundCall, parameter: string): Fragment {
  const groups = sql`tg_regexp_groups(${script('tg_regexp_matches', call)})`;
  const body = sql`CAST(${argument(call, 2)} AS VARCHAR)`;
  const replacements = sql`list_transform(${groups}, lambda ${parameter}: ${body})`;
  return script('tg_regexp_join', call, replacements);
}

/** RE2 goes on differently after a match of no length. */
function partNative(call: BoundCall): Native | undefined {
  const native = nativeOf(call);
  if (!native?.re2.sameParts) return undefined;
  return canBeEmpty(native.matcher.pattern.root) ? undefined : native;
}

function isCertain({ matcher }: Native, group: bigint): boolean {
  return group === 0n || matcher.captures.certain.has(Number(group));
}

/** What a group holds; 0 is the whole. */
function groupOf(node: PatternNode, number: number): PatternNode | undefined {
  if (number === 0 || (node.is === 'group' && node.number === number)) return node;
  for (const part of partsOf(node)) {
    const found = groupOf(part, number);
    if (found) return found;
  }
  return undefined;
}
