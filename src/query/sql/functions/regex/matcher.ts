import { invalidArgument } from '../text/failure.ts';
import { type Captures, capturesOf } from './captures.ts';
import { parsePattern } from './parse.ts';
import { notTranslated } from './parse-escape.ts';
import type { Pattern } from './pattern.ts';
import { toJavaScript } from './to-javascript.ts';

/** Where a match and its groups stand, in UTF-16 code units; a group that took no part has no place. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | null)[];
}

/** A pattern that is ready to search. */
export class Matcher {
  readonly pattern: Pattern;
  readonly captures: Captures;
  readonly #expression: RegExp;
  readonly #places: readonly number[];

  /** @throws ScriptError for a pattern that Trino refuses or that we cannot translate */
  constructor(text: string) {
    this.pattern = parsePattern(text);
    this.captures = capturesOf(this.pattern.root);
    const { source, flags, groups } = toJavaScript(this.pattern);
    this.#expression = compiled(source, `${flags}g`);
    this.#places = groups;
  }

  test(text: string): boolean {
    this.#expression.lastIndex = 0;
    return this.#expression.test(text);
  }

  /** The first match from a place on. */
  find(text: string, from: number): Match | undefined {
    this.#expression.lastIndex = from;
    const found = this.#expression.exec(text);
    if (!found) return undefined;
    const groups = this.#places.map((place) => found[place] ?? null);
    return { start: found.index, end: found.index + found[0].length, groups };
  }

  /** All matches. One of no length is found between any two characters, and at both ends. */
  *all(text: string, from = 0): Generator<Match> {
    let next = from;
    while (next <= text.length) {
      const match = this.find(text, next);
      if (!match) return;
      yield match;
      next = match.end > match.start ? match.end : match.end + widthAt(text, match.end);
    }
  }

  /** @throws ScriptError where there is no such group, or JavaScript could not tell its text */
  checkGroup(group: number): void {
    if (group < 0) throw invalidArgument('Group cannot be negative');
    const { groups } = this.pattern;
    if (group > groups) {
      throw invalidArgument(`Pattern has ${groups} groups. Cannot access group ${group}`);
    }
    if (this.captures.forgotten.has(group)) {
      throw notTranslated(`the text of group ${group}, which repeats what may be left out,`);
    }
  }
}

/** Parts with another case than the rest are new to JavaScript: Node 22 has none of them. */
function compiled(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw notTranslated('a change of (?i)');
  }
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Keeps what was made of the last texts: rows of one query ask for the same pattern over and over. */
export function remembering<T>(make: (text: string) => T, most = 32): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const value = make(text);
    if (made.size >= most) made.clear();
    made.set(text, value);
    return value;
  };
}
