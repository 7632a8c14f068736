import type { Type } from '../types/index.ts';

/**
 * A type in a signature. Names of one capital letter stand for any type, small names in a type's parentheses for any
 * number: `array(T)`, `decimal(p, s)`. A parametric type without parentheses is one of any length or precision.
 */
export interface TypePattern {
  readonly name: string;
  /** `varchar(3)`, `decimal(p, s)`: numbers, or names of numbers. */
  readonly numbers: readonly (number | string)[];
  /** Of array, map, row and function. */
  readonly types: readonly TypePattern[];
}

export interface Signature {
  readonly name: string;
  readonly params: readonly TypePattern[];
  readonly result: TypePattern;
  /** The last parameter may come any number of times more, also not at all beyond the first. */
  readonly isVariadic: boolean;
  readonly text: string;
}

/** Reads the notation of a FunctionSpec: `transform(array(T), function(T, U)) array(U)`. */
export function parseSignature(text: string): Signature {
  const reader = new SignatureReader(text);
  const name = reader.word();
  reader.expect('(');
  const params: TypePattern[] = [];
  let isVariadic = false;
  while (!reader.accept(')')) {
    if (reader.accept('...')) isVariadic = true;
    else params.push(reader.type());
    reader.accept(',');
  }
  return { name, params, result: reader.type(), isVariadic, text };
}

const TOKEN = /[A-Za-z_][A-Za-z0-9_-]*|\d+|\.\.\.|[(),]/g;
const CONTAINERS: ReadonlySet<string> = new Set(['array', 'map', 'row', 'function']);

class SignatureReader {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = text.match(TOKEN) ?? [];
  }

  word(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Error(`The signature ends too early: ${this.#text}`);
    return token;
  }

  accept(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  expect(token: string): void {
    if (!this.accept(token)) throw new Error(`The signature lacks '${token}': ${this.#text}`);
  }

  type(): TypePattern {
    let name = this.word();
    const numbers: (number | string)[] = [];
    const types: TypePattern[] = [];
    if (this.accept('(')) {
      while (!this.accept(')')) {
        if (CONTAINERS.has(name)) types.push(this.type());
        else numbers.push(numberOrName(this.word()));
        this.accept(',');
      }
    }
    name = this.#suffixed(name);
    return { name, numbers, types };
  }

  /** `timestamp(p) with time zone`, `interval day to second`, `double precision`. */
  #suffixed(name: string): string {
    const rest = this.#tokens.slice(this.#at).join(' ');
    const words = SUFFIXES[name]?.find((suffix) => rest.startsWith(suffix));
    if (!words) return name;
    this.#at += words.split(' ').length;
    return `${name} ${words}`;
  }
}

const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  timestamp: ['with time zone'],
  time: ['with time zone'],
  double: ['precision'],
  interval: ['day to second', 'year to month'],
};

function numberOrName(word: string): number | string {
  return /^\d/.test(word) ? Number(word) : word;
}

/** Whether a pattern's name stands for any type. */
export function isTypeVariable(name: string): boolean {
  return /^[A-Z][0-9]?$/.test(name);
}

/** A pattern's type name as `Type` spells it. */
export function kindOf(name: string): Type['is'] {
  return (KINDS[name] ?? name) as Type['is'];
}

const KINDS: Readonly<Record<string, Type['is']>> = {
  'timestamp with time zone': 'timestamp-zoned',
  'time with time zone': 'time-zoned',
  'interval day to second': 'interval-day',
  'interval year to month': 'interval-year',
  'double precision': 'double',
  int: 'integer',
};
