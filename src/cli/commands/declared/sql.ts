import { type Command, Option } from 'commander';
import { type ContextOf, json, tableAlias } from './options.ts';

export function addSql(program: Command, context: ContextOf): void {
  const sql = program
    .command('sql')
    .description('look at SQL without running it')
    .helpCommand(false);
  sql
    .command('check')
    .description('say what is wrong with a text, and where')
    .argument('[file]', 'file of one statement; - or nothing: standard input')
    .addOption(tableAlias())
    .addOption(json())
    .action(async (file: string | undefined, flags, command: Command) => {
      const { runSqlCheck } = await import('../sql.ts');
      await runSqlCheck(file, flags, context(command));
    });
  sql
    .command('format')
    .description('print a text in one spelling: a clause a line, its comments kept')
    .argument('[file]', 'file of one statement; - or nothing: standard input')
    .action(async (file: string | undefined, _, command: Command) => {
      const { runSqlFormat } = await import('../sql.ts');
      await runSqlFormat(file, context(command));
    });
  sql
    .command('translate')
    .description("print a text as another engine's SQL")
    .argument('[file]', 'file of one query; - or nothing: standard input')
    .addOption(
      new Option('--to <engine>', 'whose SQL').choices(['duckdb', 'trino']).default('duckdb'),
    )
    .addOption(tableAlias())
    .action(async (file: string | undefined, flags, command: Command) => {
      const { runSqlTranslate } = await import('../sql.ts');
      await runSqlTranslate(file, flags, context(command));
    });
  sql
    .command('functions')
    .description('list the functions that a query may call')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runSqlFunctions } = await import('../sql.ts');
      await runSqlFunctions(flags, context(command));
    });
}
