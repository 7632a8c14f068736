import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TrialFile, type TrialResult, tryRules } from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { plural, visible } from '../../base/text/index.ts';
import { interruptSignal, type Output, Progress, renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';
import { placeholdersOf } from './detect-rules.ts';
import { FOUND } from './exit-codes.ts';

/** `trailglass detect test`: rules on the examples beside them. */
export async function runDetectTest(
  paths: readonly string[],
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const found = paths.flatMap(rulesIn).map(withExamples);
  const files = found.filter((one) => one !== undefined);
  if (files.length === 0) throw nothingToTest(paths);
  const results = await tried(files, context);
  if (results.some(isFailed)) context.exitWith(FOUND);
  if (flags.json) return printJson(context, results.map(resultJson));
  const { out } = context.terminal;
  await out.write(textOf(results, found.length - files.length, out));
}

async function tried(files: readonly TrialFile[], context: Context) {
  const { terminal, effects } = context;
  const progress = new Progress(terminal.err, effects.now);
  const interrupt = interruptSignal(() => progress.end());
  try {
    return await tryRules(files, {
      placeholders: placeholdersOf(context),
      signal: interrupt.signal,
      onFile: (file) => progress.show(() => `trying ${visible(file)}`),
    });
  } finally {
    progress.end();
    interrupt.stop();
  }
}

function rulesIn(path: string): readonly string[] {
  if (!existsSync(path)) throw new AppError('TG_STORAGE_NOT_FOUND', `There is no ${path}.`);
  if (!statSync(path).isDirectory()) return [path];
  const files = globSync('**/*.{yml,yaml}', { cwd: path }).sort();
  return files.map((file) => join(path, file));
}

/** The examples of `name.yml` are `name.events.json`; undefined where there are none. */
function withExamples(file: string): TrialFile | undefined {
  const examples = file.replace(/\.ya?ml$/i, '.events.json');
  if (examples === file || !existsSync(examples)) return undefined;
  return { file, text: readFileSync(file, 'utf8'), examples: readFileSync(examples, 'utf8') };
}

function nothingToTest(paths: readonly string[]): AppError {
  return new AppError('TG_CLI_USAGE', `No rule of ${paths.join(', ')} has examples beside it.`, {
    hint: 'The examples of name.yml are name.events.json: {"match": [..], "noMatch": [..]}.',
  });
}

function isFailed({ cases, problem }: TrialResult): boolean {
  return problem !== undefined || cases.some(({ expected, found }) => expected !== found);
}

function resultJson(result: TrialResult) {
  const { file, cases, problem } = result;
  return { file, passed: !isFailed(result), cases, ...(problem === undefined ? {} : { problem }) };
}

const COLUMNS = [
  { name: 'file', align: 'left' },
  { name: 'example', align: 'left' },
  { name: 'expected', align: 'left' },
  { name: 'found', align: 'left' },
] as const;

function textOf(results: readonly TrialResult[], untried: number, out: Output): string {
  const rows = results.flatMap(failedRows);
  const table = rows.length === 0 ? '' : renderTable(COLUMNS, rows, out);
  const failed = results.filter(isFailed).length;
  const cases = results.reduce((sum, one) => sum + one.cases.length, 0);
  const summary = `${plural(results.length, 'file')}, ${plural(cases, 'example')}: ${failed} failed`;
  const without = untried === 0 ? '' : `; ${plural(untried, 'file')} without examples`;
  return `${table}${out.colors.dim(`(${summary}${without})`)}\n`;
}

function failedRows({ file, cases, problem }: TrialResult): readonly (readonly string[])[] {
  if (problem !== undefined) return [[file, '-', 'to be tried', problem]];
  return cases
    .filter(({ expected, found }) => expected !== found)
    .map(({ kind, name, expected, found }) => {
      const [yes, no] = kind === 'sequence' ? ['an alert', 'no alert'] : ['a match', 'no match'];
      return [file, `${kind} ${name}`, expected ? yes : no, found ? yes : no];
    });
}
