/** A text that is not JSON from here on. What stands before it has been read. */
export class DamagedJson extends Error {
  override readonly name = 'DamagedJson';
}

export type JsonToken =
  | '{'
  | '}'
  | '['
  | ']'
  | 'name'
  | 'string'
  | 'integer'
  | 'float'
  | 'true'
  | 'false'
  | 'null';

/**
 * Reads JSON token by token, as Jackson does for Trino: damage is met only when the reader gets there, and a string's
 * inside only when it is asked for or passed by. Strict: no comments, no trailing commas, no NaN.
 */
export class JsonReader {
  readonly #text: string;
  readonly #open: ('{' | '[')[] = [];
  #at = 0;
  /** Where the token's text is. */
  #start = 0;
  #token: JsonToken | undefined;
  /** A string whose end has not been looked for. */
  #unread = false;
  #nameEnd = 0;
  #afterName = false;
  #isFirst = true;

  constructor(text: string) {
    this.#text = text;
  }

  get token(): JsonToken | undefined {
    return this.#token;
  }

  /** The next token; undefined: the text has ended after a whole value. @throws DamagedJson */
  next(): JsonToken | undefined {
    if (this.#unread) this.#passString();
    this.#token = this.#advance();
    return this.#token;
  }

  /** Of a string or a name its characters, of another scalar its spelling. @throws DamagedJson */
  text(): string {
    if (this.#unread) this.#passString();
    if (this.#token === 'name') return this.#inside(this.#nameEnd);
    if (this.#token === 'string') return this.#inside(this.#at);
    return this.#text.slice(this.#start, this.#at);
  }

  /** The characters of the string that ends before `end`. */
  #inside(end: number): string {
    const inside = this.#text.slice(this.#start + 1, end - 1);
    return inside.includes('\\') ? (JSON.parse(`"${inside}"`) as string) : inside;
  }

  /** From a `{` or `[` to the bracket that closes it; nothing for other tokens. @throws DamagedJson */
  skip(): void {
    if (this.#token !== '{' && this.#token !== '[') return;
    const depth = this.#open.length;
    while (this.#open.length >= depth) if (!this.next()) throw new DamagedJson();
  }

  #advance(): JsonToken | undefined {
    this.#space();
    const inside = this.#open.at(-1);
    if (this.#at >= this.#text.length) {
      if (inside) throw new DamagedJson();
      return undefined;
    }
    if (!inside) return this.#value();
    if (this.#afterName) return this.#value();
    return inside === '{' ? this.#inObject() : this.#inArray();
  }

  #inObject(): JsonToken {
    if (this.#text[this.#at] === '}') return this.#close('{');
    this.#comma();
    if (this.#text[this.#at] !== '"') throw new DamagedJson();
    this.#start = this.#at;
    this.#passString();
    const end = this.#at;
    this.#space();
    if (this.#text[this.#at] !== ':') throw new DamagedJson();
    this.#nameEnd = end;
    this.#at++;
    this.#afterName = true;
    return 'name';
  }

  #inArray(): JsonToken {
    if (this.#text[this.#at] === ']') return this.#close('[');
    this.#comma();
    return this.#value();
  }

  #comma(): void {
    if (this.#isFirst) {
      this.#isFirst = false;
      return;
    }
    if (this.#text[this.#at] !== ',') throw new DamagedJson();
    this.#at++;
    this.#space();
  }

  #close(opened: '{' | '['): JsonToken {
    if (this.#open.pop() !== opened) throw new DamagedJson();
    this.#at++;
    this.#isFirst = false;
    return opened === '{' ? '}' : ']';
  }

  #value(): JsonToken {
    this.#afterName = false;
    this.#start = this.#at;
    const letter = this.#text[this.#at];
    if (letter === '{' || letter === '[') {
      this.#open.push(letter);
      if (this.#open.length > DEEPEST) throw new DamagedJson();
      this.#at++;
      this.#isFirst = true;
      return letter;
    }
    if (letter === '"') {
      this.#unread = true;
      return 'string';
    }
    return this.#literal() ?? this.#number();
  }

  #literal(): JsonToken | undefined {
    const word = LITERALS.find((one) => this.#text.startsWith(one, this.#at));
    if (!word) return undefined;
    this.#at += word.length;
    if (/[\p{L}\p{N}_$]/u.test(this.#text[this.#at] ?? '')) throw new DamagedJson();
    return word;
  }

  #number(): JsonToken {
    NUMBER.lastIndex = this.#at;
    const [all, fraction] = NUMBER.exec(this.#text) ?? [];
    if (all === undefined) throw new DamagedJson();
    this.#at += all.length;
    const after = this.#text[this.#at] ?? ' ';
    const broken = this.#open.length === 0 ? !SPACE.includes(after) : /[0-9.eE]/.test(after);
    if (broken) throw new DamagedJson();
    return fraction ? 'float' : 'integer';
  }

  #space(): void {
    while (this.#at < this.#text.length && SPACE.includes(this.#text[this.#at] ?? '')) this.#at++;
  }

  /** Over the string that starts here, whatever is in it being sound. */
  #passString(): void {
    if (this.#unread) {
      this.#at = this.#start;
      this.#unread = false;
    }
    STRING.lastIndex = this.#at;
    const [all] = STRING.exec(this.#text) ?? [];
    if (all === undefined) throw new DamagedJson();
    this.#at += all.length;
  }
}

/** Deeper texts would take more stack than there is. */
const DEEPEST = 2000;
const SPACE = ' \t\n\r';
const LITERALS = ['true', 'false', 'null'] as const;
const NUMBER = /-?(?:0|[1-9][0-9]*)((?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them within strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y;
