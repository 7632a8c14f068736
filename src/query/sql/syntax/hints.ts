import { isReserved } from './keywords.ts';
import type { Token } from './tokens.ts';

/** What a hint is read from: a refused token and its neighbours. */
export interface RefusedPlace {
  readonly text: string;
  readonly token: Token;
  readonly index: number;
  readonly tokens: readonly Token[];
}

/** What to write instead, where people stumble; undefined when the place tells nothing. */
export function hintFor(place: RefusedPlace): string | undefined {
  for (const rule of RULES) {
    const hint = rule(place);
    if (hint !== undefined) return hint;
  }
  return undefined;
}

type Rule = (place: RefusedPlace) => string | undefined;

const RULES: readonly Rule[] = [
  brokenToken,
  missingComma,
  wrongQuotes,
  trailingComma,
  orderOfLimit,
  interval,
  foreignOperator,
  foreignWord,
  reservedName,
];

function near({ tokens, index }: RefusedPlace, offset: number): Token | undefined {
  return tokens[index + offset];
}

function symbol(place: RefusedPlace, offset: number): string {
  return near(place, offset)?.symbol ?? '';
}

function typed({ text }: RefusedPlace, token: Token | undefined): string {
  return token ? text.slice(token.start, token.end) : '';
}

const isText = (token: Token | undefined) =>
  token?.kind === 'string' || token?.kind === 'unicode-string';

function brokenToken(place: RefusedPlace): string | undefined {
  const { token } = place;
  if (symbol(place, 0) === '/' && symbol(place, 1) === '*' && near(place, 1)?.start === token.end) {
    return 'The comment that begins here has no end: */ is missing.';
  }
  if (token.kind !== 'unknown') return undefined;
  const char = typed(place, token);
  if (/[‘’“”„«»]/u.test(char)) {
    return `These are typographic quotes: write ' around texts and " around names.`;
  }
  if (/['"`]/.test(char)) return 'The quote that opens here is never closed.';
  if (/\p{L}/u.test(char)) {
    return 'A name with letters beyond A to Z stands in double quotes.';
  }
  return UNKNOWN[char];
}

const UNKNOWN: Readonly<Record<string, string>> = {
  '!': 'Write NOT, or <> for "not equal".',
  '#': 'A comment begins with --.',
  '~': "Write regexp_like(value, 'pattern').",
};

function missingComma(place: RefusedPlace): string | undefined {
  const before = near(place, -1);
  if (!isText(before) || !isText(place.token)) return undefined;
  return `A comma is missing between ${typed(place, before)} and ${typed(place, place.token)}.`;
}

function wrongQuotes(place: RefusedPlace): string | undefined {
  const found = typed(place, place.token);
  if (symbol(place, -1) === 'AS' && isText(place.token)) {
    return `A name stands in double quotes: "${found.slice(1, -1)}".`;
  }
  if (place.token.kind !== 'quoted-name') return undefined;
  return `A text stands in single quotes: '${found.slice(1, -1)}'. Double quotes are for names.`;
}

const AFTER_LISTS: ReadonlySet<string> = new Set([
  ...['FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'UNION', ')', ']', ';'],
]);

function trailingComma(place: RefusedPlace): string | undefined {
  const ends = AFTER_LISTS.has(symbol(place, 0)) || place.token.kind === 'end';
  if (!ends || symbol(place, -1) !== ',') return undefined;
  return `Take away the comma before ${typed(place, place.token) || 'the end'}.`;
}

function orderOfLimit(place: RefusedPlace): string | undefined {
  if (symbol(place, -2) !== 'LIMIT') return undefined;
  const count = typed(place, near(place, -1));
  const other = typed(place, near(place, 1));
  if (symbol(place, 0) === 'OFFSET') {
    return `OFFSET comes before LIMIT: OFFSET ${other} LIMIT ${count}.`;
  }
  if (symbol(place, 0) === ',') return `Write OFFSET ${count} LIMIT ${other}.`;
  return symbol(place, 0) === 'ORDER' ? 'ORDER BY comes before LIMIT.' : undefined;
}

function interval(place: RefusedPlace): string | undefined {
  if (symbol(place, -1) !== 'INTERVAL' || place.token.kind !== 'integer') return undefined;
  const unit = symbol(place, 1) || 'DAY';
  return `The number of an interval is a text: INTERVAL '${typed(place, place.token)}' ${unit}.`;
}

/** Operators of other dialects, by the tokens that they are cut into. */
const OPERATORS: readonly (readonly [before: string, found: string, hint: string])[] = [
  ['=', '=', 'Equality is a single =.'],
  ['<=', '>', 'Write IS NOT DISTINCT FROM.'],
  ['IS', 'TRUE', 'Write = true, or the condition alone.'],
  ['IS', 'FALSE', 'Write = false, or NOT before the condition.'],
];

const SINGLE: Readonly<Record<string, string>> = {
  '&': 'Write AND; for bits, bitwise_and(a, b).',
  '|': 'Write OR, or || to join texts; for bits, bitwise_or(a, b).',
  '^': 'Write power(a, b); for bits, bitwise_xor(a, b).',
  ':': 'Write CAST(value AS type), or json_extract_scalar(value, path) for a field of JSON.',
};

function foreignOperator(place: RefusedPlace): string | undefined {
  const found = symbol(place, 0);
  const pair = OPERATORS.find(([before, one]) => one === found && before === symbol(place, -1));
  return pair?.[2] ?? SINGLE[found];
}

const LIKES = "Write regexp_like(value, 'pattern').";

const WORDS: Readonly<Record<string, string>> = {
  ILIKE: 'Write lower(value) LIKE pattern.',
  RLIKE: LIKES,
  REGEXP: LIKES,
  GLOB: LIKES,
  MINUS: 'Write EXCEPT.',
  QUALIFY: 'Put the window function into a subquery and filter outside it.',
  TOP: 'Write LIMIT at the end.',
};

/** Words of other dialects, refused themselves or taken for an alias just before. */
function foreignWord(place: RefusedPlace): string | undefined {
  return own(WORDS, symbol(place, 0)) ?? own(WORDS, symbol(place, -1));
}

function own(words: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

const BEFORE_A_NAME: ReadonlySet<string> = new Set([
  ...['SELECT', 'WHERE', 'AND', 'OR', 'NOT', 'BY', 'AS', 'ON', 'FROM', 'JOIN', '(', ',', '.', '='],
]);

const AFTER_A_NAME: ReadonlySet<string> = new Set([
  ...['', ',', ')', '.', '=', '<>', '!=', '<', '>', '<=', '>=', 'FROM', 'IN', 'LIKE', 'AS', 'IS'],
]);

function reservedName(place: RefusedPlace): string | undefined {
  const word = symbol(place, 0);
  if (place.token.kind !== 'word' || !isReserved(word)) return undefined;
  if (!BEFORE_A_NAME.has(symbol(place, -1)) || !AFTER_A_NAME.has(symbol(place, 1))) {
    return undefined;
  }
  return `${word} is a reserved word: as a name it stands in double quotes, "${typed(place, place.token)}".`;
}
