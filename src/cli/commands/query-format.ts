import { extname } from 'node:path';
import { AppError } from '../../base/errors/index.ts';
import type { ResultFormat } from '../../query/desk/index.ts';
import type { ChartFlags } from './query-chart.ts';

/** Forms of a result; `table`, `line` and `chart` are for the eye and go to a screen only. */
export type Format = 'table' | 'line' | 'chart' | 'svg' | 'parquet' | ResultFormat;

export interface FormatFlags extends ChartFlags {
  readonly output?: Exclude<Format, 'chart'>;
  readonly out?: string;
  readonly json?: boolean;
}

/** What an ending of a file says. */
const ENDINGS: ReadonlyMap<string, Format> = new Map(
  (['csv', 'json', 'ndjson', 'md', 'parquet', 'svg'] as const).map((format) => [
    `.${format}`,
    format,
  ]),
);

/** The form that a command line asks for. @throws AppError TG_CLI_USAGE */
export function formatOf(flags: FormatFlags): Format {
  const { output, out, json, chart } = flags;
  const format = output ?? (json ? 'json' : formatOfFile(out)) ?? (chart ? 'chart' : 'table');
  if (chart && format !== 'chart' && format !== 'svg') {
    throw new AppError('TG_CLI_USAGE', `--chart draws, and ${format} is no picture.`, {
      hint: 'Leave the other form out to draw on the screen, or write a picture: -o FILE.svg.',
    });
  }
  if (out === undefined && format === 'parquet') {
    throw new AppError('TG_CLI_USAGE', 'Parquet goes to a file: add -o FILE.');
  }
  if (out !== undefined && (format === 'table' || format === 'line')) {
    throw new AppError('TG_CLI_USAGE', `${out} would be a ${format}, which only a screen shows.`, {
      hint: HINT,
    });
  }
  return format;
}

const HINT = `End its name in ${[...ENDINGS.keys()].join(', ')}, or add --output.`;

function formatOfFile(file: string | undefined): Format | undefined {
  if (file === undefined) return undefined;
  const ending = extname(file);
  const format = ENDINGS.get(ending.toLowerCase());
  if (format !== undefined) return format;
  const what = ending === '' ? 'has no ending' : `ends in ${ending}, which is no form of a result`;
  throw new AppError('TG_CLI_USAGE', `${file} ${what}.`, { hint: HINT });
}
