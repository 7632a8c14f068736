import stringWidth from 'string-width';

/** Columns of the longest label of a picture. */
export const LONGEST = 64;
/** Pixels of a column of text in the widest of the usual fonts, at 12 pixels. */
const COLUMN = 7.7;
/** Pixels from one leaning label to the next. */
const LINE = 20;

/** Degrees by which labels under a plot lean, so that all of them can be read, and pixels that they take downwards. */
export interface Lean {
  readonly rotate: number;
  readonly depth: number;
}

/** Labels that lie side by side where they fit; of very many only some are shown, and those need not lean. */
export function leanOf(labels: readonly string[], width: number): Lean {
  const longest = roomFor(labels);
  if (longest * labels.length <= width || LINE * labels.length > width)
    return { rotate: 0, depth: 0 };
  return { rotate: 40, depth: Math.ceil(longest * Math.sin((40 / 180) * Math.PI)) };
}

/** Pixels that labels beside an axis take. */
export function roomFor(labels: readonly string[]): number {
  return Math.ceil(COLUMN * Math.max(...labels.map((label) => stringWidth(label))));
}
