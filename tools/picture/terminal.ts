/** What a picture of a terminal shows: a command and its output, with bold and dim as escape sequences. */
export interface Shot {
  readonly columns: number;
  readonly title: string;
  readonly command: string;
  readonly lines: readonly string[];
}

const CELL = 7.4;
const LINE = 20;
const MARGIN = 24;
const BAR = 36;
const FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';

const STYLE = `
    text { font: 12.3px ${FONT}; fill: #d6dbe1; white-space: pre }
    .bold { font-weight: 600; fill: #f4f1e8 }
    .dim { fill: #6f7b88 }
    .prompt { fill: #e0a458 }
    .title { font-family: Georgia, "DejaVu Serif", serif; font-size: 13px; fill: #8d99a6 }`;

/** An SVG that needs nothing from outside: fonts are those of the reader, held to a grid of cells. */
export function drawTerminal({ columns, title, command, lines }: Shot): string {
  const width = Math.round(columns * CELL + 2 * MARGIN);
  const height = BAR + (lines.length + 3) * LINE;
  const prompt = `\u001b[33m$\u001b[39m ${command}`;
  const rows = [prompt, ...lines].map(drawLine);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
  <title id="title">${escaped(`${title} A terminal with the command ${command} and its answer.`)}</title>
  <style>${STYLE}
  </style>
  <rect width="${width}" height="${height}" rx="9" fill="#171c22"/>
  <path d="M0 ${BAR}H${width}" stroke="#28313b"/>
  ${lens(MARGIN, BAR / 2)}
  <text class="title" x="${MARGIN + 26}" y="${BAR / 2 + 4.5}">${escaped(title)}</text>
${rows.join('\n')}
</svg>
`;
}

/** A looking glass, three strokes. */
function lens(x: number, y: number): string {
  return `<g fill="none" stroke="#e0a458" stroke-width="1.7" stroke-linecap="round"><circle cx="${x + 6}" cy="${y - 2}" r="5.6"/><path d="M${x + 10.2} ${y + 2.4}l5 5.2M${x + 3.6} ${y - 3.4}q.8-1.6 2.4-1.8"/></g>`;
}

/** A run of text in one style. */
interface Run {
  readonly text: string;
  readonly style: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: sequences of colour and weight begin with one.
const SEQUENCE = /\u001b\[(\d+)m/;
const STYLES: Readonly<Record<string, string>> = { 1: 'bold', 2: 'dim', 33: 'prompt' };

function runsOf(line: string): readonly Run[] {
  let style = '';
  const runs: Run[] = [];
  for (const [index, piece] of line.split(SEQUENCE).entries()) {
    if (index % 2 === 1) style = STYLES[piece] ?? '';
    else if (piece !== '') runs.push({ text: piece, style });
  }
  return runs;
}

function drawLine(line: string, row: number): string {
  const y = BAR + (row + 1) * LINE + 8;
  let column = 0;
  return runsOf(line)
    .map(({ text, style }) => {
      const x = (MARGIN + column * CELL).toFixed(1);
      const length = (text.length * CELL).toFixed(1);
      column += text.length;
      const name = style === '' ? '' : ` class="${style}"`;
      return `  <text${name} x="${x}" y="${y}" textLength="${length}" xml:space="preserve">${escaped(text)}</text>`;
    })
    .join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
