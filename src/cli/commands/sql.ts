import { AppError } from '../../base/errors/index.ts';
import { visible } from '../../base/text/index.ts';
import { tableAliases } from '../../query/desk/index.ts';
import {
  excerptOf,
  FUNCTIONS,
  formatSql,
  type Plan,
  planStatement,
  printSql,
  SqlError,
} from '../../query/sql/index.ts';
import { renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';
import { deskOptions, type TableAliasFlags } from './desk-options.ts';
import { readText } from './saved-queries.ts';

/** `trailglass sql check`: what is wrong with a text; exit 1 when something is. */
export async function runSqlCheck(
  file: string | undefined,
  flags: { readonly json?: boolean } & TableAliasFlags,
  context: Context,
): Promise<void> {
  const text = readText(file);
  const errors = faultsOf(() => planOf(text, flags, context));
  if (errors.length > 0) context.exitWith(1);
  if (flags.json) return printJson(context, errors.map(diagnosticOf));
  const { out } = context.terminal;
  for (const error of errors) {
    const hint = error.hint === undefined ? '' : `${out.colors.dim(visible(error.hint))}\n`;
    const words = `${out.colors.red(error.code)}  ${visible(error.message)}`;
    await out.write(`${words}\n${excerptOf(text, error)}\n${hint}`);
  }
  if (errors.length === 0) await out.write('Nothing is wrong with it.\n');
}

/** `trailglass sql format`: the text in one spelling. */
export async function runSqlFormat(file: string | undefined, context: Context): Promise<void> {
  const text = readText(file);
  try {
    await context.terminal.out.write(formatSql(text));
  } catch (error) {
    throw error instanceof SqlError ? refusal(text, error) : error;
  }
}

/** `trailglass sql translate`: the text as another engine's SQL; tables go by their own names. */
export async function runSqlTranslate(
  file: string | undefined,
  flags: { readonly to?: 'duckdb' | 'trino' } & TableAliasFlags,
  context: Context,
): Promise<void> {
  const text = readText(file);
  try {
    const plan = planOf(text, flags, context);
    if (flags.to === 'trino') return void (await context.terminal.out.write(formatSql(text)));
    if (plan.is !== 'query') {
      throw new AppError('TG_QUERY_INVALID', 'Only a query has a translation.', {
        hint: 'Give a SELECT.',
      });
    }
    await context.terminal.out.write(`${printSql(plan.query.sql).text}\n`);
  } catch (error) {
    throw error instanceof SqlError ? refusal(text, error) : error;
  }
}

/** `trailglass sql functions`: every function that a query may call, a line a signature. */
export async function runSqlFunctions(
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const specs = FUNCTIONS.names.flatMap((name) => FUNCTIONS.find(name));
  const functions = specs.map(({ name, kind, signatures, about }) => {
    return { name, kind, signatures, about };
  });
  if (flags.json) return printJson(context, functions);
  const { out } = context.terminal;
  const columns = [
    { name: 'function', align: 'left' },
    { name: 'kind', align: 'left' },
    { name: 'about', align: 'left' },
  ] as const;
  const rows = functions.flatMap(({ kind, signatures, about }) =>
    signatures.map((signature) => [signature, kind, about]),
  );
  await out.write(renderTable(columns, rows, out));
}

function planOf(text: string, flags: TableAliasFlags, context: Context): Plan {
  const now = BigInt(context.effects.now()) * 1000n;
  const session = { now, user: 'trailglass', catalog: 'awsdatacatalog', schema: 'default' };
  return planStatement(text, {
    ...{ functions: FUNCTIONS, session },
    aliases: tableAliases(deskOptions(flags, context).aliases),
  });
}

function faultsOf(plan: () => unknown): readonly SqlError[] {
  try {
    plan();
    return [];
  } catch (error) {
    if (error instanceof SqlError) return [error];
    throw error;
  }
}

/** What `--json` prints of a fault. */
function diagnosticOf({ code, message, line, column, hint }: SqlError) {
  return { code, message, line, column, ...(hint === undefined ? {} : { hint }) };
}

function refusal(text: string, error: SqlError): AppError {
  const message = `${error.code}: ${visible(error.message)}\n${excerptOf(text, error)}`;
  return new AppError('TG_QUERY_INVALID', message, {
    cause: error,
    details: diagnosticOf(error),
    ...(error.hint === undefined ? {} : { hint: visible(error.hint) }),
  });
}
