import { skipClass } from './regex-class.ts';
import { type Found, skipEscape } from './regex-escape.ts';

/** Repetitions inside repetitions multiply: RE2 ends at so many. */
const MAX_REPEAT = 1000;
const TOO_OFTEN = `it repeats more than ${MAX_REPEAT} times`;
/** Longer ones are more than RE2 gives memory to. */
const MAX_LENGTH = 20_000;

/** What RE2 does not take in a regular expression, and where it stands, from 1; undefined: it takes it. */
export function faultOfRegex(pattern: string): string | undefined {
  if (pattern.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`;
  const groups: { readonly at: number; repeat: number }[] = [];
  let repeat = 1;
  let last: Atom = NOTHING;
  for (let at = 0; at < pattern.length; ) {
    const found = nextOf(pattern, at, last);
    if (typeof found === 'string') return `${found} (at character ${at + 1})`;
    at = found.end;
    switch (found.is) {
      case 'open':
        groups.push({ at, repeat });
        repeat = 1;
        last = NOTHING;
        break;
      case 'close': {
        const group = groups.pop();
        if (!group) return `a parenthesis closes that nothing opens (at character ${at})`;
        last = { canRepeat: true, repeat };
        repeat = Math.max(group.repeat, repeat);
        break;
      }
      case 'repeat': {
        const times = last.repeat * found.times;
        if (times > MAX_REPEAT) return `${TOO_OFTEN} (at character ${at})`;
        repeat = Math.max(repeat, times);
        last = REPEATED;
        break;
      }
      case 'atom':
        last = ATOM;
        break;
      case 'either':
        last = NOTHING;
        break;
      case 'flags':
        break;
      default:
        return found satisfies never;
    }
  }
  const open = groups.at(-1);
  return open ? `a parenthesis is not closed (at character ${open.at})` : undefined;
}

/** What stands before a repetition. */
interface Atom {
  readonly canRepeat: boolean;
  readonly isRepeated?: boolean;
  /** How often its own insides repeat. */
  readonly repeat: number;
}

const NOTHING: Atom = { canRepeat: false, repeat: 1 };
const ATOM: Atom = { canRepeat: true, repeat: 1 };
const REPEATED: Atom = { canRepeat: false, isRepeated: true, repeat: 1 };

type Token =
  | { readonly is: 'open' | 'close' | 'atom' | 'either' | 'flags'; readonly end: number }
  | { readonly is: 'repeat'; readonly end: number; readonly times: number };

function nextOf(pattern: string, at: number, last: Atom): Token | string {
  const char = pattern.charAt(at);
  switch (char) {
    case '(':
      return openOf(pattern, at);
    case ')':
      return { is: 'close', end: at + 1 };
    case '|':
      return { is: 'either', end: at + 1 };
    case '[':
      return atomOf(skipClass(pattern, at));
    case '\\':
      return atomOf(skipEscape(pattern, at));
    case '*':
    case '+':
    case '?':
      return repeatOf(pattern, { end: at + 1, times: 1 }, last);
    case '{':
      return boundsOf(pattern, at, last);
    default:
      return { is: 'atom', end: at + 1 };
  }
}

function atomOf(found: Found): Token | string {
  return typeof found === 'string' ? found : { is: 'atom', end: found.end };
}

const LOOK_AROUND = /^\(\?<?[=!]/;
const GROUP = /^\((?:\?(?:P?<[A-Za-z_]\w*>|[imsU]*(?:-[imsU]+)?:))?(?!\?)/;
const FLAGS = /^\(\?[imsU]*(?:-[imsU]+)?\)/;

function openOf(pattern: string, at: number): Token | string {
  const rest = pattern.slice(at, at + 256);
  const flags = FLAGS.exec(rest);
  if (flags) return { is: 'flags', end: at + flags[0].length };
  const group = GROUP.exec(rest);
  if (group) return { is: 'open', end: at + group[0].length };
  if (LOOK_AROUND.test(rest)) return 'look-around is not part of RE2';
  if (rest.startsWith('(?>')) return 'an atomic group is not part of RE2';
  if (rest.startsWith('(?#')) return 'a comment is not part of RE2';
  if (rest.startsWith('(?P=')) return 'a back-reference is not part of RE2';
  if (rest.startsWith('(?(')) return 'a condition is not part of RE2';
  if (/^\(\?(?:R|[-+]?\d|&|P>)/.test(rest)) return 'recursion is not part of RE2';
  return 'RE2 knows no such group';
}

interface Repetition {
  readonly end: number;
  readonly times: number;
}

function repeatOf(pattern: string, { end, times }: Repetition, last: Atom): Token | string {
  if (last.isRepeated) {
    return 'a repetition of a repetition is not part of RE2, nor is a possessive one';
  }
  if (!last.canRepeat) return 'there is nothing to repeat';
  return { is: 'repeat', end: pattern.charAt(end) === '?' ? end + 1 : end, times };
}

/** `{2}`, `{2,}`, `{2,5}`; any other brace is itself. */
function boundsOf(pattern: string, at: number, last: Atom): Token | string {
  const bounds = /^\{(\d+)(,(\d*))?\}/.exec(pattern.slice(at, at + 32));
  if (!bounds) return { is: 'atom', end: at + 1 };
  const least = Number(bounds[1]);
  const most = bounds[3] ? Number(bounds[3]) : least;
  if (Math.max(least, most) > MAX_REPEAT) return TOO_OFTEN;
  if (most < least) return 'a repetition ends before it begins';
  return repeatOf(pattern, { end: at + bounds[0].length, times: most }, last);
}
