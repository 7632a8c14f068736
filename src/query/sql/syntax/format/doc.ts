/** What is printed, before it is known where its lines break. */
export type Doc = string | readonly Doc[] | Line | Group | Indent | Suffix;

/** Between words: a line break in a broken group, else `flat`. */
interface Line {
  readonly is: 'line';
  readonly flat: string;
  /** Breaks whatever holds it. */
  readonly hard: boolean;
}
/** Stands in one line when it fits, else breaks at each of its own lines. */
interface Group {
  readonly is: 'group';
  readonly doc: Doc;
  readonly width: number;
}
interface Indent {
  readonly is: 'indent';
  readonly doc: Doc;
  readonly width: number;
}
/** A comment that ends its line: it waits for the next line break, which it forces. */
interface Suffix {
  readonly is: 'suffix';
  readonly text: string;
}

export const line: Doc = { is: 'line', flat: ' ', hard: false };
export const softline: Doc = { is: 'line', flat: '', hard: false };
export const hardline: Doc = { is: 'line', flat: '', hard: true };

export function group(doc: Doc): Doc {
  return { is: 'group', doc, width: widthOf(doc) };
}

export function indent(doc: Doc): Doc {
  return { is: 'indent', doc, width: widthOf(doc) };
}

export function suffix(text: string): Doc {
  return { is: 'suffix', text };
}

export function join(separator: Doc, docs: readonly Doc[]): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

/** Columns in one line; infinite for what cannot stand in one. */
function widthOf(doc: Doc): number {
  if (typeof doc === 'string') return doc.length;
  if (isList(doc)) return doc.reduce<number>((sum, one) => sum + widthOf(one), 0);
  switch (doc.is) {
    case 'line':
      return doc.hard ? Number.POSITIVE_INFINITY : doc.flat.length;
    case 'suffix':
      return Number.POSITIVE_INFINITY;
    default:
      return doc.width;
  }
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

const MAX_WIDTH = 88;
const STEP = 2;

/** Lays a doc out in lines of at most 88 columns, where it can be broken. */
export function render(doc: Doc): string {
  const page = new Page();
  page.print(doc, 0, false);
  return page.text();
}

class Page {
  readonly #pieces: string[] = [];
  readonly #waiting: string[] = [];
  #column = 0;
  /** Spaces that the next word of a new line needs; none are written before a line that stays empty. */
  #margin = 0;

  print(doc: Doc, margin: number, flat: boolean): void {
    if (typeof doc === 'string') this.#write(doc);
    else if (isList(doc)) for (const one of doc) this.print(one, margin, flat);
    else this.#printNode(doc, margin, flat);
  }

  #printNode(node: Line | Group | Indent | Suffix, margin: number, flat: boolean): void {
    switch (node.is) {
      case 'line':
        if (flat && !node.hard) this.#write(node.flat);
        else this.#break(margin);
        break;
      case 'indent':
        this.print(node.doc, margin + STEP, flat);
        break;
      case 'group':
        this.print(node.doc, margin, flat || this.#column + node.width <= MAX_WIDTH);
        break;
      case 'suffix':
        this.#waiting.push(node.text);
    }
  }

  text(): string {
    this.#endLine();
    return `${this.#pieces.join('').trim()}\n`;
  }

  #write(text: string): void {
    if (text === '') return;
    if (this.#margin > 0) this.#pieces.push(' '.repeat(this.#margin));
    this.#margin = 0;
    this.#pieces.push(text);
    const feed = text.lastIndexOf('\n');
    this.#column = feed === -1 ? this.#column + text.length : text.length - feed - 1;
  }

  #break(margin: number): void {
    this.#endLine();
    this.#pieces.push('\n');
    this.#margin = margin;
    this.#column = margin;
  }

  #endLine(): void {
    for (const text of this.#waiting.splice(0)) this.#write(` ${text}`);
  }
}
