import { type Command, Option } from 'commander';
import { type ContextOf, collected, json, tableAlias, toCount } from './options.ts';

export function addQuery(program: Command, context: ContextOf): void {
  const query = program
    .command('query')
    .description('ask the lake in SQL')
    .argument('[sql]', 'the text; or use -f or --saved')
    .option('-f, --file <file>', 'read the text from a file, - for standard input')
    .option('--saved <name>', 'a saved query: trailglass query list')
    .option('--batch <file>', 'many texts, {"id", "sql"} a line, answered by a line of JSON each');
  addResultOptions(query);
  query.action(async (sql: string | undefined, flags, command: Command) => {
    const { runQuery } = await import('../query.ts');
    await runQuery(sql, flags, context(command));
  });
  addSavedQueries(query, context);
}

/** How a query is run and its result wanted: the same for a text and for a saved query. */
function addResultOptions(command: Command): void {
  command
    .addOption(tableAlias())
    .addOption(
      new Option('--output <format>', 'form of the result').choices([
        ...['table', 'line', 'json', 'ndjson', 'csv', 'md', 'parquet', 'svg'],
      ]),
    )
    .option('-o, --out <file>', 'write to a file; its ending says the form')
    .option('--limit <n>', 'at most so many rows', toCount)
    .option('--timing', 'say how long it took')
    .option('--raw', 'CSV without the quote before = + - @')
    .option('--param <name=value>', 'value of a parameter of a saved query', collected)
    .option(
      '--chart [kind]',
      'draw it: as bars, line or heat, or as a saved query says; with -o FILE.svg as a picture',
    )
    .addOption(json());
}

function addSavedQueries(query: Command, context: ContextOf): void {
  query
    .command('list')
    .description('the saved queries')
    .option('--tag <tag>', 'only those with this tag')
    .addOption(json())
    .action(async (_, command: Command) => {
      const { runQueryList } = await import('../query-list.ts');
      await runQueryList(command.optsWithGlobals(), context(command));
    });
  query
    .command('show')
    .description('the text of a saved query')
    .argument('<name>')
    .option('--sql', 'the SQL alone, with its parameters filled in')
    .option('--param <name=value>', 'value of a parameter', collected)
    .action(async (name: string, _, command: Command) => {
      const { runQueryShow } = await import('../saved-queries.ts');
      await runQueryShow(name, command.optsWithGlobals(), context(command));
    });
  query
    .command('save')
    .description(
      'check a query and keep it in your own folder: the one of the configuration, or HOME/queries',
    )
    .argument('<name>', 'small letters, digits and dashes')
    .argument('[file]', 'file with the text; - or none for standard input', '-')
    .option('--force', 'write over one of that name')
    .action(async (name: string, file: string, flags, command: Command) => {
      const { runQuerySave } = await import('../saved-queries.ts');
      await runQuerySave(name, file, flags, context(command));
    });
  const run = query
    .command('run')
    .description('run a saved query')
    .argument('<name>', 'trailglass query list');
  addResultOptions(run);
  run.action(async (name: string, _, command: Command) => {
    const { runQuery } = await import('../query.ts');
    await runQuery(undefined, { ...command.optsWithGlobals(), saved: name }, context(command));
  });
}
