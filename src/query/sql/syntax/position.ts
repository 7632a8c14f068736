/** A place in a text as people and Athena count it. */
export interface LineColumn {
  /** From 1. */
  readonly line: number;
  /** In code points, from 1. */
  readonly column: number;
}

/** Where a UTF-16 offset stands. Only a line feed ends a line. */
export function positionOf(text: string, offset: number): LineColumn {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: codePointsBetween(text, start, offset) + 1 };
}

/** The UTF-16 offset of a line and a column; the end of the text when it has no such place. */
export function offsetOf(text: string, { line, column }: LineColumn): number {
  let offset = 0;
  for (let left = line - 1; left > 0; left--) {
    const feed = text.indexOf('\n', offset);
    if (feed === -1) return text.length;
    offset = feed + 1;
  }
  for (let left = column - 1; left > 0 && offset < text.length; left--) {
    offset += isPair(text, offset) ? 2 : 1;
  }
  return offset;
}

function codePointsBetween(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += isPair(text, at) ? 2 : 1) count += 1;
  return count;
}

/** Whether two units there make one code point. */
export function isPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}
