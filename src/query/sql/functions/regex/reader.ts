import { invalidArgument } from '../text/failure.ts';

export interface PatternOptions {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly extended: boolean;
}

const LETTERS: Readonly<Record<string, keyof PatternOptions>> = {
  i: 'ignoreCase',
  s: 'dotAll',
  m: 'multiline',
  x: 'extended',
};

const MOST_REPEATS = 100_000;

/** The pattern's characters one after the other, and what has been seen of it: options and groups. */
export class Reader {
  options: PatternOptions = { ignoreCase: false, dotAll: false, multiline: false, extended: false };
  groups = 0;
  readonly names = new Map<string, number>();
  readonly #letters: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#letters = [...text];
  }

  get done(): boolean {
    return this.#at >= this.#letters.length;
  }

  get place(): number {
    return this.#at;
  }

  back(place: number): void {
    this.#at = place;
  }

  peek(): string {
    return this.#letters[this.#at] ?? '';
  }

  next(): string {
    const letter = this.peek();
    this.#at++;
    return letter;
  }

  sees(text: string): boolean {
    return [...text].every((letter, at) => this.#letters[this.#at + at] === letter);
  }

  take(text: string): boolean {
    if (!this.sees(text)) return false;
    this.#at += [...text].length;
    return true;
  }

  /** Up to a character, which is taken too. */
  until(end: string): string {
    const stop = this.#letters.indexOf(end, this.#at);
    if (stop < 0) throw invalidArgument('end pattern in group');
    const text = this.#letters.slice(this.#at, stop).join('');
    this.#at = stop + 1;
    return text;
  }

  /** As many characters of a kind as there are, at most so many. */
  run(kind: RegExp, most: number): string {
    let text = '';
    while (text.length < most && kind.test(this.peek())) text += this.next();
    return text;
  }

  close(): void {
    if (!this.take(')')) throw invalidArgument('end pattern with unmatched parenthesis');
  }

  newGroup(name?: string): number {
    this.groups++;
    if (name === undefined) return this.groups;
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
      throw invalidArgument(`invalid group name <${name}>`);
    if (this.names.has(name)) throw invalidArgument(`multiplex defined name <${name}>`);
    this.names.set(name, this.groups);
    return this.groups;
  }

  set(letter: string, on: boolean): void {
    const option = LETTERS[letter];
    if (!option) throw invalidArgument('undefined group option');
    this.options = { ...this.options, [option]: on };
  }

  /** `* + ?` and `{n}`, `{n,}`, `{n,m}`; braces that hold something else are characters. */
  quantifier(): { readonly min: number; readonly max: number } | undefined {
    if (this.take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.take('?')) return { min: 0, max: 1 };
    return this.#braces();
  }

  #braces(): { readonly min: number; readonly max: number } | undefined {
    const start = this.#at;
    if (!this.take('{')) return undefined;
    const low = this.run(/^[0-9]$/, 10);
    const comma = this.take(',');
    const high = comma ? this.run(/^[0-9]$/, 10) : low;
    if (low === '' || !this.take('}')) {
      this.#at = start;
      return undefined;
    }
    const range = { min: Number(low), max: high === '' ? Number.POSITIVE_INFINITY : Number(high) };
    const bounded = Number.isFinite(range.max) ? range.max : range.min;
    if (Math.max(bounded, range.min) > MOST_REPEATS) {
      throw invalidArgument('too big number for repeat range');
    }
    if (range.max < range.min) throw invalidArgument('upper is smaller than lower in repeat range');
    return range;
  }
}
