import { Command, CommanderError, Option } from 'commander';
import { AppError, ERRORS } from '../../base/errors/index.ts';
import { nearest } from '../../base/text/index.ts';
import type { Context, GlobalOptions } from './context.ts';
import { HELP_TOPICS } from './help-topics.ts';

/** Makes a command's context once its options are known. */
export type MakeContext = (global: GlobalOptions) => Context;

/** Every command: what it takes, and which file does the work. Files are loaded when they are called. */
export function buildProgram(version: string, makeContext: MakeContext): Command {
  const program = new Command('trailglass');
  program
    .description('Who called what in your AWS accounts, and should they have?')
    .version(version)
    .option('--config <file>', 'configuration file (default: ./trailglass.yaml)')
    .option('--home <folder>', 'folder of the lake and its catalog')
    .option('--workers <n>', 'decoding threads', toCount)
    .option('--no-color', 'no colours')
    .option('--verbose', 'errors with their causes')
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride();
  const context = (command: Command) => makeContext(command.optsWithGlobals());
  addCollect(program, context);
  addQuery(program, context);
  addSql(program, context);
  addLake(program, context);
  addQuarantine(program, context);
  addOthers(program, context);
  program.addHelpText('after', EXAMPLES);
  return program;
}

const EXAMPLES = `
Examples:
  trailglass collect s3://my-trail-bucket/          take in a trail
  trailglass query --saved throttled-systems        which systems are being throttled?
  trailglass query -f question.sql -o result.csv    a question from a file, its answer into one
  trailglass demo                                   try it on made-up logs

More: trailglass help exit-codes, trailglass help environment, trailglass help output`;

type ContextOf = (command: Command) => Context;

const json = () => new Option('--json', 'print one JSON document');

function toCount(text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new AppError('TG_CLI_USAGE', `"${text}" is not a whole number above 0.`);
}

const collected = (text: string, list: readonly string[] = []) => [...list, text];
const tableAlias = () =>
  new Option(
    '--table-alias <name=table>',
    'another name of a table, such as cloudtrail-table=cloudtrail_logs; may be given again',
  ).argParser(collected);
const toList = (text: string, list: readonly string[] = []) => [...list, ...text.split(',')];

function addCollect(program: Command, context: ContextOf): void {
  program
    .command('collect')
    .description('take in logs: a trail of the configuration, a path, s3://bucket/prefix, or -')
    .argument('[trails...]', 'names of trails, paths or addresses; default: all configured trails')
    .option('--from <time>', 'first time wanted: 2026-01-31, an ISO time, or T-7d')
    .option('--to <time>', 'end of the time wanted')
    .option('--account <ids>', 'only logs of these accounts', toList)
    .option('--region <names>', 'only logs of these regions', toList)
    .option('--profile <name>', 'profile of the AWS configuration')
    .option('--bucket-region <name>', 'region of the bucket')
    .option('--role-arn <arn>', 'role to assume for reading')
    .option('--external-id <id>', 'external id for that role')
    .option('--endpoint-url <url>', 'another endpoint that speaks S3')
    .addOption(json())
    .action(async (trails: string[], flags, command: Command) => {
      const { runCollect } = await import('./collect.ts');
      await runCollect(trails, flags, context(command));
    });
}

function addQuery(program: Command, context: ContextOf): void {
  const query = program
    .command('query')
    .description('ask the lake in SQL')
    .argument('[sql]', 'the text; or use -f or --saved')
    .option('-f, --file <file>', 'read the text from a file, - for standard input')
    .option('--saved <name>', 'a saved query: trailglass query list')
    .option('--batch <file>', 'many texts, {"id", "sql"} a line, answered by a line of JSON each');
  addResultOptions(query);
  query.action(async (sql: string | undefined, flags, command: Command) => {
    const { runQuery } = await import('./query.ts');
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
        ...['table', 'line', 'json', 'ndjson', 'csv', 'md', 'parquet'],
      ]),
    )
    .option('-o, --out <file>', 'write to a file; its ending says the form')
    .option('--limit <n>', 'at most so many rows', toCount)
    .option('--timing', 'say how long it took')
    .option('--raw', 'CSV without the quote before = + - @')
    .option('--param <name=value>', 'value of a parameter of a saved query', collected)
    .option('--chart', 'draw the chart of a saved query')
    .addOption(json());
}

function addSavedQueries(query: Command, context: ContextOf): void {
  query
    .command('list')
    .description('the saved queries')
    .option('--tag <tag>', 'only those with this tag')
    .addOption(json())
    .action(async (_, command: Command) => {
      const { runQueryList } = await import('./saved-queries.ts');
      await runQueryList(command.optsWithGlobals(), context(command));
    });
  query
    .command('show')
    .description('the text of a saved query')
    .argument('<name>')
    .option('--sql', 'the SQL alone, with its parameters filled in')
    .option('--param <name=value>', 'value of a parameter', collected)
    .action(async (name: string, _, command: Command) => {
      const { runQueryShow } = await import('./saved-queries.ts');
      await runQueryShow(name, command.optsWithGlobals(), context(command));
    });
  query
    .command('save')
    .description('keep a query in your own folder, HOME/queries')
    .argument('<name>', 'small letters, digits and dashes')
    .argument('[file]', 'file with the text; - or none for standard input', '-')
    .option('--force', 'write over one of that name')
    .action(async (name: string, file: string, flags, command: Command) => {
      const { runQuerySave } = await import('./saved-queries.ts');
      await runQuerySave(name, file, flags, context(command));
    });
  const run = query
    .command('run')
    .description('run a saved query')
    .argument('<name>', 'trailglass query list');
  addResultOptions(run);
  run.action(async (name: string, _, command: Command) => {
    const { runQuery } = await import('./query.ts');
    await runQuery(undefined, { ...command.optsWithGlobals(), saved: name }, context(command));
  });
}

function addSql(program: Command, context: ContextOf): void {
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
      const { runSqlCheck } = await import('./sql.ts');
      await runSqlCheck(file, flags, context(command));
    });
  sql
    .command('format')
    .description('print a text in one spelling: a clause a line, its comments kept')
    .argument('[file]', 'file of one statement; - or nothing: standard input')
    .action(async (file: string | undefined, _, command: Command) => {
      const { runSqlFormat } = await import('./sql.ts');
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
      const { runSqlTranslate } = await import('./sql.ts');
      await runSqlTranslate(file, flags, context(command));
    });
  sql
    .command('functions')
    .description('list the functions that a query may call')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runSqlFunctions } = await import('./sql.ts');
      await runSqlFunctions(flags, context(command));
    });
}

function addLake(program: Command, context: ContextOf): void {
  const lake = program.command('lake').description('look after the lake').helpCommand(false);
  lake
    .command('info')
    .description('days, parts and sizes')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runLakeInfo } = await import('./lake.ts');
      await runLakeInfo(flags, context(command));
    });
  lake
    .command('fsck')
    .description('compare the catalog with the disk')
    .option('--repair', 'remove what nobody lists')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runLakeFsck } = await import('./lake.ts');
      await runLakeFsck(flags, context(command));
    });
  lake
    .command('compact')
    .description('merge small parts of each day, sorted by time')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runLakeCompact } = await import('./lake.ts');
      await runLakeCompact(flags, context(command));
    });
  lake
    .command('retain')
    .description('drop days that are too old')
    .requiredOption('--days <n>', 'whole days to keep', toCount)
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runLakeRetain } = await import('./lake.ts');
      await runLakeRetain(flags, context(command));
    });
}

function addQuarantine(program: Command, context: ContextOf): void {
  const quarantine = program
    .command('quarantine')
    .description('what was not taken in, and why')
    .helpCommand(false);
  quarantine
    .command('list')
    .description('open entries')
    .option('--all', 'resolved ones too')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runQuarantineList } = await import('./quarantine.ts');
      await runQuarantineList(flags, context(command));
    });
  quarantine
    .command('show')
    .description('one entry with its text')
    .argument('<id>')
    .addOption(json())
    .action(async (id: string, flags, command: Command) => {
      const { runQuarantineShow } = await import('./quarantine.ts');
      await runQuarantineShow(id, flags, context(command));
    });
  quarantine
    .command('retry')
    .description('read the objects of open entries again')
    .argument('[ids...]')
    .addOption(json())
    .action(async (ids: string[], flags, command: Command) => {
      const { runQuarantineRetry } = await import('./quarantine.ts');
      await runQuarantineRetry(ids, flags, context(command));
    });
}

function addOthers(program: Command, context: ContextOf): void {
  program
    .command('status')
    .description('what is there, how complete, how fresh')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runStatus } = await import('./status.ts');
      await runStatus(flags, context(command));
    });
  program
    .command('generate')
    .description('write the trail of a made-up organisation')
    .argument('<dir>', 'empty or new folder')
    .option('--events <n>', 'events', toCount, 100_000)
    .option('--days <n>', 'days', toCount, 30)
    .option('--seed <n>', 'the same seed gives the same files', toCount, 1)
    .option('--files <n>', "about so many files (default: CloudTrail's five-minute files)", toCount)
    .option('--end <day>', 'last day (default: 2026-06-30)')
    .addOption(json())
    .action(async (dir: string, flags, command: Command) => {
      const { runGenerate } = await import('./generate.ts');
      await runGenerate(dir, flags, context(command));
    });
  program
    .command('demo')
    .description('generate a month, collect it, ask the first question')
    .option('--dir <folder>', 'where (default: demo in the home folder)')
    .option('--events <n>', 'events', toCount)
    .action(async (flags, command: Command) => {
      const { runDemo } = await import('./demo.ts');
      await runDemo(flags, context(command));
    });
  program
    .command('start', { hidden: true })
    .description('collect the configured trails; without any, the demo')
    .action(async (_, command: Command) => {
      const { runStart } = await import('./start.ts');
      await runStart(context(command));
    });
  addConfig(program, context);
  addHelp(program);
}

/** `help` takes a command, such as `lake info`, or one of our own topics. */
function addHelp(program: Command): void {
  program
    .command('help')
    .description(`help for a command, or: ${Object.keys(HELP_TOPICS).join(', ')}`)
    .argument('[topic...]')
    .action((words: readonly string[]) => {
      const text = HELP_TOPICS[words.join(' ')];
      if (text === undefined) words.reduce(commandNamed, program).outputHelp();
      else process.stdout.write(`${text}\n`);
    });
}

function commandNamed(parent: Command, name: string): Command {
  const found = parent.commands.find((one) => one.name() === name);
  if (found) return found;
  const names = parent.commands.map((one) => one.name());
  const meant = nearest(name, [...names, ...Object.keys(HELP_TOPICS)]);
  throw new AppError('TG_CLI_USAGE', `There is no help on "${name}".`, {
    hint: meant ? `Did you mean ${meant}?` : 'trailglass --help lists the commands and topics.',
  });
}

function addConfig(program: Command, context: ContextOf): void {
  const config = program.command('config').description('the configuration').helpCommand(false);
  config
    .command('show')
    .description('what is in force')
    .option('--origin', 'say where each setting comes from')
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runConfigShow } = await import('./config.ts');
      await runConfigShow(flags, context(command));
    });
  config
    .command('schema')
    .description('the JSON Schema of trailglass.yaml')
    .action(async (_, command: Command) => {
      const { runConfigSchema } = await import('./config.ts');
      await runConfigSchema(context(command));
    });
}

/** Commander's own errors: help and version are none, everything else is wrong usage. */
export function exitOf(error: unknown): number | undefined {
  if (!(error instanceof CommanderError)) return undefined;
  return error.exitCode === 0 ? 0 : ERRORS.TG_CLI_USAGE.exit;
}
