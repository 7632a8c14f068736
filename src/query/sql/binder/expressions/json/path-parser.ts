import { type Path, type PathNode, type Predicate, type Range, UnsupportedPath } from './path.ts';

const TOKEN =
  /\s*(?:("(?:[^"]|"")*")|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(\$(?:[A-Za-z_][A-Za-z0-9_]*|"(?:[^"]|"")*")?)|(==|<>|!=|<=|>=|&&|\|\||[@.[\](),*?<>+\-/%!]))/y;
const METHODS: ReadonlySet<string> = new Set([
  ...['type', 'size', 'double', 'ceiling', 'floor', 'abs', 'keyvalue'],
]);

/** Reads a path. @throws SyntaxError with the word that does not belong there; UnsupportedPath */
export function parsePath(text: string): Path {
  return new PathParser(text).path();
}

class PathParser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  path(): Path {
    const mode = this.#take().toLowerCase();
    const root = this.#sum();
    if (this.#at < this.#tokens.length) this.#fail();
    return { isLax: mode === 'lax', root };
  }

  get #token(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(): string {
    if (this.#at >= this.#tokens.length) this.#fail();
    return this.#tokens[this.#at++] ?? '';
  }

  #accept(...tokens: readonly string[]): boolean {
    if (!tokens.every((token, at) => this.#tokens[this.#at + at] === token)) return false;
    this.#at += tokens.length;
    return true;
  }

  #expect(token: string): void {
    if (!this.#accept(token)) this.#fail();
  }

  #fail(): never {
    throw new SyntaxError(`mismatched input '${this.#token || '<EOF>'}' in the JSON path`);
  }

  #sum(): PathNode {
    let left = this.#product();
    while (this.#token === '+' || this.#token === '-') {
      const operator = this.#take() as '+' | '-';
      left = { is: 'arithmetic', operator, left, right: this.#product() };
    }
    return left;
  }

  #product(): PathNode {
    let left = this.#signed();
    while (this.#token === '*' || this.#token === '/' || this.#token === '%') {
      const operator = this.#take() as '*' | '/' | '%';
      left = { is: 'arithmetic', operator, left, right: this.#signed() };
    }
    return left;
  }

  #signed(): PathNode {
    if (this.#accept('-')) return { is: 'negate', of: this.#signed() };
    if (this.#accept('+')) return { is: 'plus', of: this.#signed() };
    return this.#accessors(this.#primary());
  }

  #primary(): PathNode {
    const token = this.#take();
    if (token === '$') return { is: 'context' };
    if (token === '@') return { is: 'current' };
    if (token.startsWith('$')) return { is: 'variable', name: unquoted(token.slice(1)) };
    if (token.startsWith('"')) return { is: 'literal', value: unquoted(token) };
    if (/^\.?\d/.test(token)) return { is: 'literal', value: numberOf(token) };
    if (token === '(') {
      const inner = this.#sum();
      this.#expect(')');
      return inner;
    }
    const word = WORDS.get(token);
    if (word) return word;
    this.#at--;
    return this.#fail();
  }

  #accessors(of: PathNode): PathNode {
    if (this.#accept('.')) return this.#accessors(this.#member(of));
    if (this.#accept('[', '*', ']')) return this.#accessors({ is: 'elements', of });
    if (this.#accept('[')) return this.#accessors(this.#subscripts(of));
    if (!this.#accept('?')) return of;
    this.#expect('(');
    const test = this.#or();
    this.#expect(')');
    return this.#accessors({ is: 'filter', of, test });
  }

  #member(of: PathNode): PathNode {
    if (this.#accept('*')) return { is: 'members', of };
    const name = this.#take();
    if (METHODS.has(name) && this.#accept('(', ')')) return { is: 'method', of, name };
    if (name.startsWith('"') || /^[A-Za-z_]/.test(name)) {
      return { is: 'member', of, name: unquoted(name) };
    }
    this.#at--;
    return this.#fail();
  }

  #subscripts(of: PathNode): PathNode {
    const ranges: Range[] = [];
    do {
      const from = this.#sum();
      ranges.push(this.#accept('to') ? { from, to: this.#sum() } : { from });
    } while (this.#accept(','));
    this.#expect(']');
    return { is: 'subscript', of, ranges };
  }

  #or(): Predicate {
    let left = this.#and();
    while (this.#accept('||')) left = { is: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Predicate {
    let left = this.#not();
    while (this.#accept('&&')) left = { is: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Predicate {
    if (this.#accept('!')) return { is: 'not', of: this.#not() };
    if (this.#accept('exists', '(')) {
      const path = this.#sum();
      this.#expect(')');
      return { is: 'exists', path };
    }
    return this.#token === '(' ? this.#inParentheses() : this.#comparison();
  }

  /** A predicate, perhaps `is unknown`; or the first operand of a comparison. */
  #inParentheses(): Predicate {
    const start = this.#at;
    try {
      this.#expect('(');
      const of = this.#or();
      this.#expect(')');
      return this.#accept('is', 'unknown') ? { is: 'unknown', of } : of;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#at = start;
      return this.#comparison();
    }
  }

  #comparison(): Predicate {
    const left = this.#sum();
    if (this.#accept('starts', 'with')) {
      return { is: 'starts-with', path: left, prefix: this.#primary() };
    }
    if (this.#token === 'like_regex') {
      throw new UnsupportedPath('like_regex predicate in JSON path is not yet supported');
    }
    const operator = COMPARISONS.get(this.#token);
    if (!operator) return this.#fail();
    this.#at++;
    return { is: 'compare', operator, left, right: this.#sum() };
  }
}

const WORDS: ReadonlyMap<string, PathNode> = new Map([
  ['last', { is: 'last' }],
  ['null', { is: 'literal', value: null }],
  ['true', { is: 'literal', value: true }],
  ['false', { is: 'literal', value: false }],
]);

type ComparisonSign = Extract<Predicate, { is: 'compare' }>['operator'];
const COMPARISONS: ReadonlyMap<string, ComparisonSign> = new Map([
  ['==', '=='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  const token = new RegExp(TOKEN.source, 'y');
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw new SyntaxError(`token recognition error at: '${text.slice(at).trim()[0]}'`);
    tokens.push(found[0].trim());
  }
  return tokens;
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

function numberOf(text: string): bigint | number {
  return /^\d+$/.test(text) ? BigInt(text) : Number(text);
}
