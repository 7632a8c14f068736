import stringWidth from 'string-width';

/** Columns of the longest label. */
const MOST = 52;
/** Pixels of a column of text in the widest of the usual fonts, at 12 pixels. */
const COLUMN = 7.7;
/** Pixels from one leaning label to the next. */
const LINE = 20;

/** What is too long loses its middle: ARNs differ at the end, user agents at the start. */
export function cutLabel(label: string): string {
  if (stringWidth(label) <= MOST) return label;
  const chars = [...label];
  const end = fitting(chars.toReversed()).toReversed();
  return `${fitting(chars).join('')}…${end.join('')}`;
}

/** The first of some characters, half a label long. */
function fitting(chars: readonly string[]): readonly string[] {
  let used = 0;
  const over = chars.findIndex((char) => {
    used += stringWidth(char);
    return used > (MOST - 1) / 2;
  });
  return chars.slice(0, over);
}

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
