import type { Token } from './format-tokens.ts';

/** DuckDB's letters where they print what a token prints, by the token's field, digits and most digits. */
const NUMBERS: Readonly<Record<string, string>> = {
  'year 4': '%Y',
  'month 2': '%m',
  'month 1': '%-m',
  'day 2': '%d',
  'day 1': '%-d',
  'day-of-year 3': '%j',
  'day-of-year 1': '%-j',
  'day-of-week 1': '%u',
  'week 2': '%V',
  'weekyear 4': '%G',
  'hour 2': '%H',
  'hour 1': '%-H',
  'half-clock-hour 2': '%I',
  'half-clock-hour 1': '%-I',
  'minute 2': '%M',
  'minute 1': '%-M',
  'second 2': '%S',
  'second 1': '%-S',
};
const TEXTS: Readonly<Record<string, string>> = {
  'month true': '%B',
  'month false': '%b',
  'day-of-week true': '%A',
  'day-of-week false': '%a',
  'half true': '%p',
};

function strftimeOf(token: Token): string | undefined {
  switch (token.is) {
    case 'literal':
      return token.text.replaceAll('%', '%%');
    case 'number':
      return NUMBERS[`${token.field} ${token.min}`];
    case 'text':
      return TEXTS[`${token.field} ${token.long}`];
    case 'fraction':
      if (token.min === 3 && token.max === 3) return '%g';
      return token.min === 6 ? '%g000' : undefined;
    default:
      return undefined;
  }
}

/** The format of DuckDB's strftime that prints the same; undefined where there is none. */
export function strftimeFormat(tokens: readonly Token[]): string | undefined {
  const parts = tokens.map(strftimeOf);
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

/** How a token is read fast: what its text must look like, and strptime's letters. */
const FAST: Readonly<Record<string, readonly [pattern: string, letters: string]>> = {
  'year 4': ['\\d{4}', '%Y'],
  'month 2': ['(?:0[1-9]|1[0-2])', '%m'],
  'day 2': ['(?:0[1-9]|[12]\\d|3[01])', '%d'],
  'hour 2': ['(?:[01]\\d|2[0-3])', '%H'],
  'minute 2': ['[0-5]\\d', '%M'],
  'second 2': ['[0-5]\\d', '%S'],
};
const NEEDED = ['year 4', 'month 2', 'day 2'];

export interface FastParse {
  /** A regular expression for the whole text. */
  readonly pattern: string;
  /** DuckDB's strptime format, for texts that the expression fits. */
  readonly format: string;
}

/**
 * How texts of the usual shape are read without a script: each field once and in full, in UTC. Another text, such as
 * one with a month of one digit, is left to the script, which knows all of Joda's rules.
 */
export function fastParse(tokens: readonly Token[]): FastParse | undefined {
  const fields = tokens.flatMap((token) =>
    token.is === 'number' ? [`${token.field} ${token.min}`] : [],
  );
  if (new Set(fields).size < fields.length || !NEEDED.every((one) => fields.includes(one))) {
    return undefined;
  }
  let [pattern, format] = ['', ''];
  for (const token of tokens) {
    const part = fastPart(token);
    if (!part) return undefined;
    pattern += part[0];
    format += part[1];
  }
  return { pattern, format };
}

function fastPart(token: Token): readonly [pattern: string, letters: string] | undefined {
  switch (token.is) {
    case 'literal':
      return [token.text.replace(/[!-/:-@[-^`{-~]/g, '\\$&'), token.text.replaceAll('%', '%%')];
    case 'number':
      return FAST[`${token.field} ${token.min}`];
    case 'offset':
      return ['Z', 'Z'];
    default:
      return undefined;
  }
}
