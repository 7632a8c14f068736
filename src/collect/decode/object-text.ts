import { withoutBom } from './gunzip.ts';
import type { PlacedText, Scanner } from './scanner.ts';

/** The text of an object, without a byte order mark: bytes of its own, or bytes in a scanner's memory. */
export class ObjectText {
  /** Bytes of the byte order mark: what positions in the object are more than positions in the text. */
  readonly bom: number;
  readonly length: number;
  readonly #placed: PlacedText | undefined;
  #own: Uint8Array | undefined;

  constructor(source: Uint8Array | PlacedText) {
    const bytes = source instanceof Uint8Array ? source : viewOf(source);
    this.length = withoutBom(bytes).length;
    this.bom = bytes.length - this.length;
    if (source instanceof Uint8Array) this.#own = withoutBom(source);
    else this.#placed = { ...source, at: source.at + this.bom, length: this.length };
  }

  /** A view that the scanner's next call may move. */
  view(): Uint8Array {
    return this.#own ?? viewOf(this.#placed);
  }

  /** Bytes that stay: a copy, where the text lies in a scanner. */
  own(): Uint8Array {
    this.#own ??= viewOf(this.#placed).slice();
    return this.#own;
  }

  /** Its position in a scanner's batch. */
  placeIn(scanner: Scanner): number {
    return this.#placed?.scanner === scanner ? this.#placed.at : scanner.place(this.own());
  }
}

function viewOf(placed: PlacedText | undefined): Uint8Array {
  if (!placed) throw new RangeError('a text is neither here nor there');
  return placed.scanner.textAt(placed.at, placed.length);
}
