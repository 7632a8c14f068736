import type { ScriptFunction } from '../contract.ts';
import { invalidArgument } from '../text/failure.ts';
import { Matcher, remembering } from './matcher.ts';
import { parseReplacement, replaced } from './replacement.ts';

const matcherOf = remembering((text) => new Matcher(text));

/** Regular expressions on JavaScript's: slower than RE2, and with all that Joni has. */
export const SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_regexp_like',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'BOOLEAN',
    call: (text, pattern) => matcherOf(String(pattern)).test(String(text)),
  },
  {
    name: 'tg_regexp_extract',
    args: ['VARCHAR', 'VARCHAR', 'BIGINT'],
    result: 'VARCHAR',
    call: (text, pattern, group) => {
      const matcher = checked(pattern, group);
      return matcher.find(String(text), 0)?.groups[Number(group)] ?? null;
    },
  },
  {
    name: 'tg_regexp_extract_all',
    args: ['VARCHAR', 'VARCHAR', 'BIGINT'],
    result: 'VARCHAR[]',
    call: (text, pattern, group) => {
      const matcher = checked(pattern, group);
      return Array.from(matcher.all(String(text)), (match) => match.groups[Number(group)] ?? null);
    },
  },
  {
    name: 'tg_regexp_replace',
    args: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: (text, pattern, by) => replaceAll(String(text), String(pattern), String(by)),
  },
  {
    name: 'tg_regexp_split',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR[]',
    call: (text, pattern) => between(String(text), matcherOf(String(pattern))),
  },
  {
    name: 'tg_regexp_count',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'BIGINT',
    call: (text, pattern) => BigInt([...matcherOf(String(pattern)).all(String(text))].length),
  },
  {
    name: 'tg_regexp_position',
    args: ['VARCHAR', 'VARCHAR', 'BIGINT', 'BIGINT'],
    result: 'BIGINT',
    call: (text, pattern, start, occurrence) =>
      BigInt(positionOf(String(text), String(pattern), Number(start), Number(occurrence))),
  },
  {
    // How many matches, how many groups, and the groups of each match.
    name: 'tg_regexp_matches',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR[]',
    call: (text, pattern) => {
      const matcher = matcherOf(String(pattern));
      const { groups } = matcher.pattern;
      for (let group = 1; group <= groups; group++) matcher.checkGroup(group);
      const matches = [...matcher.all(String(text))];
      return [
        `${matches.length}`,
        `${groups}`,
        ...matches.flatMap((match) => match.groups.slice(1)),
      ];
    },
  },
  {
    name: 'tg_regexp_join',
    args: ['VARCHAR', 'VARCHAR', 'VARCHAR[]'],
    result: 'VARCHAR',
    call: (text, pattern, replacements) => {
      const by = replacements as readonly (string | null)[];
      if (by.includes(null)) return null;
      const around = between(String(text), matcherOf(String(pattern)));
      return around.map((part, at) => part + (by[at] ?? '')).join('');
    },
  },
];

function checked(pattern: unknown, group: unknown): Matcher {
  const matcher = matcherOf(String(pattern));
  matcher.checkGroup(Number(group));
  return matcher;
}

function replaceAll(text: string, pattern: string, by: string): string {
  const matcher = matcherOf(pattern);
  const matches = [...matcher.all(text)];
  if (matches.length === 0) return text;
  const pieces = parseReplacement(by, matcher.pattern);
  for (const piece of pieces) if (typeof piece === 'number') matcher.checkGroup(piece);
  return between(text, matcher)
    .map((part, at) => part + (matches[at] ? replaced(pieces, matches[at].groups) : ''))
    .join('');
}

/** What stands before, between and behind the matches. */
function between(text: string, matcher: Matcher): string[] {
  const parts: string[] = [];
  let last = 0;
  for (const match of matcher.all(text)) {
    parts.push(text.slice(last, match.start));
    last = match.end;
  }
  return [...parts, text.slice(last)];
}

/** Counted in characters from 1; -1 where there is none. */
function positionOf(text: string, pattern: string, start: number, occurrence: number): number {
  if (start < 1) throw invalidArgument('start position cannot be smaller than 1');
  if (occurrence < 1) throw invalidArgument('occurrence cannot be smaller than 1');
  const letters = [...text];
  if (start > letters.length) return -1;
  const from = letters.slice(0, start - 1).join('').length;
  let left = occurrence;
  for (const match of matcherOf(pattern).all(text, from)) {
    left--;
    if (left === 0) return [...text.slice(0, match.start)].length + 1;
  }
  return -1;
}
