import { visible } from '../../../base/text/index.ts';

/** Below this a terminal's own line breaks are as good. */
const LEAST_WIDTH = 40;

/** A sentence as indented lines of at most so many cells; what goes on stands a little further in. */
export function paragraph(text: string, { indent, width }: Layout): string {
  const most = Math.max(LEAST_WIDTH, width) - indent;
  const lines: string[] = [];
  for (const word of visible(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(last === undefined ? word : `  ${word}`);
    }
  }
  return lines.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
}

interface Layout {
  /** Cells before each line. */
  readonly indent: number;
  /** Cells of the terminal. */
  readonly width: number;
}
