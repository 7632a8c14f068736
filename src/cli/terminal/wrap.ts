import { widthOf } from './cells.ts';

/** The words of a text in lines of at most `width` cells; a longer word has a line to itself. */
export function wrapText(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Wrapped, with lines after the first below its beginning: `indent` cells in. */
export function hangText(text: string, width: number, indent: number): string {
  return wrapText(text, width - indent).join(`\n${' '.repeat(indent)}`);
}
