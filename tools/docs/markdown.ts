/** Said at the top of each page, so that nobody mends the page instead of the table. */
export function heading(title: string, source: string): string {
  return `<!-- Written by \`npm run docs\` from ${source}: change it there. -->\n\n# ${title}\n`;
}

/** A table; cells may hold Markdown of their own, except for `|` and line breaks. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => cellOf(String(cell))).join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

function cellOf(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function codeBlock(text: string, language = ''): string {
  return `\`\`\`${language}\n${text}\n\`\`\`\n`;
}

/** Blocks with one empty line between them. */
export function page(...blocks: readonly string[]): string {
  return `${blocks.map((block) => block.trim()).join('\n\n')}\n`;
}

/** `about so many files` to `About so many files.` */
export function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
