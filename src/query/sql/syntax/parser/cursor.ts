import { SqlError } from '../../errors.ts';
import type { Expression, Query, SortItem, Span } from '../ast.ts';
import { hintFor } from '../hints.ts';
import type { Token } from '../tokens.ts';

/** The rules that every other rule may need: given in, because their files need each other. */
export interface Grammar {
  readonly expression: (cursor: Cursor) => Expression;
  /** An expression without NOT, comparisons, AND and OR. */
  readonly valueExpression: (cursor: Cursor) => Expression;
  /** The rest of an expression whose first value has been read. */
  readonly expressionFrom: (cursor: Cursor, value: Expression) => Expression;
  readonly query: (cursor: Cursor) => Query;
  readonly sortItems: (cursor: Cursor) => readonly SortItem[];
}

const SYNTAX = 'SYNTAX_ERROR';

/** A token that nothing goes on with. */
export class Mismatch extends SqlError {
  /** The same fault, reported at a token before it; the hint says where it really is. */
  movedTo(cursor: Cursor, token: Token): Mismatch {
    const place = `The fault is at line ${this.line}:${this.column}.`;
    const moved = this.hint?.startsWith('The fault is at ');
    const hint = moved ? this.hint : [place, this.hint].filter(Boolean).join(' ');
    return cursor.mismatch(token, [], hint);
  }
}

/** How many rules may stand inside each other: far more than people write, far less than the stack holds. */
const MAX_DEPTH = 200;

/** A place in the tokens of one text: looks, takes, and says what was expected there. */
export class Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly grammar: Grammar;
  token: Token;
  index = 0;
  /** End of the token taken last. */
  lastEnd = 0;
  /** Where a select item begins: only there may `.*` follow. */
  itemStart = -1;
  /** Above 0 inside parentheses that Athena reads to their end before it decides what they are. */
  lookahead = 0;
  /** Faults of sound tokens, which count only when the whole text is well formed. */
  readonly late: SqlError[] = [];
  readonly #queryStarts = new Map<number, boolean>();
  readonly #expected: Set<string> | undefined;
  #expectedAt = 0;
  #depth = 0;
  #closers: Int32Array | undefined;

  /** `noting`: keeps what was looked for, which costs time that only a refused text is worth. */
  constructor(source: CursorSource, noting = false) {
    this.text = source.text;
    this.tokens = source.tokens;
    this.grammar = source.grammar;
    this.token = this.peek(0);
    this.#expected = noting ? new Set() : undefined;
  }

  peek(ahead: number): Token {
    const token = this.tokens[this.index + ahead] ?? this.tokens.at(-1);
    if (token === undefined) throw new RangeError('A text has an end');
    return token;
  }

  /** Whether the next tokens are these words or operators; nothing is noted as expected. */
  sees(...symbols: readonly string[]): boolean {
    return symbols.every((symbol, ahead) => this.peek(ahead).symbol === symbol);
  }

  /** Whether the next token is this word or operator. */
  at(symbol: string): boolean {
    this.expecting(`'${symbol}'`);
    return this.token.symbol === symbol;
  }

  take(): Token {
    const { token } = this;
    this.lastEnd = token.end;
    this.index += 1;
    this.token = this.peek(0);
    return token;
  }

  accept(symbol: string): boolean {
    if (!this.at(symbol)) return false;
    this.take();
    return true;
  }

  /** Takes these words or operators in a row, or fails at the first that is missing. */
  expect(...symbols: readonly string[]): void {
    for (const symbol of symbols) if (!this.accept(symbol)) this.fail();
  }

  /** The first of these that is taken, undefined when none is there. */
  acceptOne<S extends string>(...symbols: readonly S[]): S | undefined {
    return symbols.find((symbol) => this.accept(symbol));
  }

  expectOne<S extends string>(...symbols: readonly S[]): S {
    return this.acceptOne(...symbols) ?? this.fail();
  }

  /** Notes what could stand here, in Athena's words: `'FROM'`, `<expression>`. */
  expecting(what: string): void {
    if (this.#expected === undefined) return;
    if (this.#expectedAt !== this.index) this.#expected.clear();
    this.#expectedAt = this.index;
    this.#expected.add(what);
  }

  expectingAny(list: readonly string[]): void {
    if (this.#expected === undefined) return;
    for (const what of list) this.expecting(what);
  }

  /** `what` and nothing that was looked for here before it. */
  expectingOnly(what: string): void {
    this.#expected?.clear();
    this.expecting(what);
  }

  /** Refuses the next token. */
  fail(): never {
    const noted = this.#expectedAt === this.index ? [...(this.#expected ?? [])].sort() : [];
    throw this.mismatch(this.token, noted, hintFor(this));
  }

  mismatch(token: Token, expected: readonly string[], hint: string | undefined): Mismatch {
    const { start, end } = token;
    const word = token.kind === 'end' ? '<EOF>' : this.text.slice(start, end);
    const list = expected.length > 0 ? `. Expecting: ${expected.join(', ')}` : '';
    const reason = `mismatched input '${word}'${list}`;
    return new Mismatch({ code: SYNTAX, reason, text: this.text, span: { start, end }, hint });
  }

  refuse(span: Span, reason: string, hint?: string): never {
    throw this.fault(span, reason, hint);
  }

  /** Refuses, unless the text turns out to be ill formed elsewhere. */
  refuseLater(span: Span, reason: string, hint?: string): void {
    this.late.push(this.fault(span, reason, hint));
  }

  fault(span: Span, reason: string, hint?: string): SqlError {
    const { start, end } = span;
    return new SqlError({ code: SYNTAX, reason, text: this.text, span: { start, end }, hint });
  }

  spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.lastEnd) };
  }

  /** Goes one rule deeper; `leave` must follow. */
  enter(): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      this.refuse(this.token, 'the text is nested too deep', 'Write inner queries as WITH tables.');
    }
  }

  leave(): void {
    this.#depth -= 1;
  }

  /** The index of the token that closes the parenthesis at `index`; -1 when none does. */
  closerOf(index: number): number {
    this.#closers ??= matchParentheses(this.tokens);
    return this.#closers[index] ?? -1;
  }

  /** Whether the parenthesis here encloses a query; `((SELECT 1) UNION SELECT 2)` does, `((SELECT 1) + 1)` does not. */
  atQuery(): boolean {
    return this.token.symbol === '(' && this.#enclosesQuery(this.index);
  }

  #enclosesQuery(index: number): boolean {
    let open = index;
    while (this.tokens[open + 1]?.symbol === '(' && !this.#queryStarts.has(open)) open += 1;
    let found = this.#queryStarts.get(open) ?? QUERY_STARTS.has(this.#symbol(open + 1));
    this.#queryStarts.set(open, found);
    for (let outer = open - 1; outer >= index; outer--) {
      const after = this.closerOf(outer + 1) + 1;
      found &&= after === 0 || QUERY_GOES_ON.has(this.#symbol(after)) || this.#ends(after);
      this.#queryStarts.set(outer, found);
    }
    return found;
  }

  #symbol(index: number): string {
    return this.tokens[index]?.symbol ?? '';
  }

  #ends(index: number): boolean {
    return this.tokens[index]?.kind === 'end';
  }
}

export interface CursorSource {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly grammar: Grammar;
}

const QUERY_STARTS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE']);
const QUERY_GOES_ON: ReadonlySet<string> = new Set([
  ...[')', 'UNION', 'INTERSECT', 'EXCEPT', 'ORDER', 'OFFSET', 'LIMIT', 'FETCH'],
]);

function matchParentheses(tokens: readonly Token[]): Int32Array {
  const closers = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (const [index, { symbol }] of tokens.entries()) {
    if (symbol === '(') open.push(index);
    if (symbol !== ')') continue;
    const opener = open.pop();
    if (opener !== undefined) closers[opener] = index;
  }
  return closers;
}
