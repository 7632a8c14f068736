import type { Span } from '../ast.ts';
import type { Comment } from '../tokens.ts';
import { type Doc, hardline, suffix } from './doc.ts';

/** A node that is being printed, and the comments that stand before it. */
interface Opened {
  readonly start: number;
  readonly comments: Doc[];
}

/** The comments of a text, handed out once each as its tree is printed from first to last. */
export class Comments {
  readonly #text: string;
  readonly #comments: readonly Comment[];
  readonly #open: Opened[] = [];
  readonly #skipped = new Set<Comment>();
  #next = 0;

  constructor(text: string, comments: readonly Comment[]) {
    this.#text = text;
    this.#comments = comments;
  }

  /** Prints a node of a list or a clause with the comments before it, in it, and after it in its line. */
  around(span: Span, print: () => Doc): Doc {
    const doc = this.ahead(span, print);
    return [doc, this.#after(span.end)];
  }

  /**
   * Like `around`, for a node that more words may follow in its line. Of nodes that begin at one
   * place, the outermost has the comments: read again, they would be its own.
   */
  ahead({ start, end }: Span, print: () => Doc): Doc {
    const own: Opened = { start, comments: [this.before(start)] };
    this.#open.push(own);
    const doc = print();
    this.#open.pop();
    own.comments.push(this.before(end));
    const outer = this.#open.at(-1);
    if (outer?.start !== start) return [own.comments, doc];
    outer.comments.push(own.comments);
    return doc;
  }

  /** What is left before an offset, each in the line or on the line of its own that it had. */
  before(offset: number): Doc {
    const docs: Doc[] = [];
    for (let comment = this.#peek(); comment && comment.start < offset; comment = this.#peek()) {
      this.#next += 1;
      docs.push(comment.text.trimEnd(), this.#endsLine(comment) ? hardline : ' ');
    }
    return docs;
  }

  /** What is left before a closing parenthesis, on lines after what stands in it. */
  beforeClosing(offset: number): Doc {
    const docs: Doc[] = [];
    for (let comment = this.#peek(); comment && comment.start < offset; comment = this.#peek()) {
      this.#next += 1;
      docs.push(hardline, comment.text.trimEnd());
    }
    return docs;
  }

  /** Passes over the comments of a text that is printed as it was typed. */
  skip(text: string, { end }: Span): void {
    const start = this.#text.lastIndexOf(text, end);
    for (const comment of this.#comments) {
      const inside = comment.start >= start && comment.end <= start + text.length;
      if (inside) this.#skipped.add(comment);
    }
  }

  #after(end: number): Doc {
    const comment = this.#peek();
    if (!comment || comment.start < end || !this.#endsLine(comment)) return [];
    if (!/^[ \t,]*$/.test(this.#text.slice(end, comment.start))) return [];
    this.#next += 1;
    return suffix(comment.text.trimEnd());
  }

  #peek(): Comment | undefined {
    let comment = this.#comments[this.#next];
    while (comment && this.#skipped.has(comment)) {
      this.#next += 1;
      comment = this.#comments[this.#next];
    }
    return comment;
  }

  #endsLine({ end, text }: Comment): boolean {
    return text.startsWith('--') || /^[ \t]*(?:[\r\n]|$)/.test(this.#text.slice(end, end + 200));
  }
}
