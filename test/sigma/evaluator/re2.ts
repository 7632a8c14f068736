import { refuse } from './refused.ts';

/** Which of RE2's flags hold: letters of `ims`. */
export type Flags = ReadonlySet<string>;

/**
 * A search with RE2's reading of a regular expression, in JavaScript's: the two differ in what a dot, `\s`, the anchors
 * and a needless backslash mean.
 */
export function regexTest(pattern: string, flags: Flags): (text: string) => boolean {
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const all = new Set([...flags, ...(inline?.[1] ?? '')]);
  const body = inline ? pattern.slice(inline[0].length) : pattern;
  const regex = compiled(translated(body, all), all.has('i') ? 'iu' : 'u', pattern);
  return (text) => regex.test(text);
}

function compiled(source: string, flags: string, pattern: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    return refuse(`"${pattern}" is no regular expression: ${String(error)}`);
  }
}

// An escape, the start of a group, a class's bracket, or any other character.
const TOKEN = /\\p\{\^?\w+\}|\\x\{[0-9a-f]+\}|\\[\s\S]|\(\?P?<?[=!:>]?|[\s\S]/giu;

function translated(pattern: string, flags: Flags): string {
  let inClass = false;
  return [...pattern.matchAll(TOKEN)]
    .map(([token]) => {
      if (token.startsWith('\\')) return escapeOf(token, inClass);
      if (inClass) {
        inClass = token !== ']';
        return token === '[' ? '\\[' : token;
      }
      inClass = token === '[';
      return token.startsWith('(?') ? groupOf(token) : outside(token, flags);
    })
    .join('');
}

function groupOf(token: string): string {
  if (/^\(\?P?<?[=!>]/.test(token)) refuse('RE2 has no look-around and no atomic groups');
  return token === '(?P<' ? '(?<' : token;
}

function outside(token: string, flags: Flags): string {
  if (token === '.') return flags.has('s') ? '[^]' : '[^\\n]';
  if (token === '^' && flags.has('m')) return '(?<![^\\n])';
  if (token === '$' && flags.has('m')) return '(?![^\\n])';
  return token;
}

const MEANINGS: Readonly<Record<string, string>> = {
  s: '\\t\\n\\f\\r ',
  A: '(?<![^])',
  z: '(?![^])',
  a: '\\x07',
};

function escapeOf(token: string, inClass: boolean): string {
  const char = token.charAt(1);
  if (/[1-9k]/.test(char)) refuse('RE2 has no back-references');
  if (char === 's') return inClass ? `${MEANINGS.s}` : `[${MEANINGS.s}]`;
  if (char === 'S' && !inClass) return `[^${MEANINGS.s}]`;
  if (token.startsWith('\\x{')) return `\\u{${token.slice(3)}`;
  const meaning = MEANINGS[char];
  if (meaning !== undefined && token.length === 2) return meaning;
  if (/[A-Za-z0-9]/.test(char)) return token;
  return /[\\^$.*+?()[\]{}|/-]/.test(char) && (inClass || char !== '-') ? token : char;
}
