import { type Command, Option } from 'commander';
import { LEVELS } from '../../../base/severity/index.ts';
import { type ContextOf, collected, json } from './options.ts';

/** What people do with the rules themselves: look for faults, look at one, try them. */
export function addRuleWork(detect: Command, context: ContextOf): void {
  addList(detect, context);
  addShow(detect, context);
  addLint(detect, context);
  addExplain(detect, context);
  addTest(detect, context);
}

function addList(detect: Command, context: ContextOf): void {
  detect
    .command('list')
    .description('the rules, and which of them raise alerts')
    .addOption(rules())
    .addOption(new Option('--level <level>', 'this level and above').choices(LEVELS))
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runDetectList } = await import('../detect-list.ts');
      await runDetectList(flags, context(command));
    });
}

function addShow(detect: Command, context: ContextOf): void {
  detect
    .command('show')
    .description('a rule: who wrote it, what it asks, its false positives, its SQL')
    .argument('<rule>', 'an id, a name or a title')
    .addOption(rules())
    .addOption(json())
    .action(async (rule: string, flags, command: Command) => {
      const { runDetectShow } = await import('../detect-show.ts');
      await runDetectShow(rule, flags, context(command));
    });
}

function addLint(detect: Command, context: ContextOf): void {
  detect
    .command('lint')
    .description(
      'what will not work as it was meant, in files of rules or those of the configuration',
    )
    .argument('[path...]', 'folders or files of Sigma rules')
    .option('--history', 'ask the lake too: rules that match too much, selections that nothing has')
    .addOption(
      new Option(
        '--fail-on <severity>',
        'exit code 10 when there is a finding of this severity or above',
      ).choices(['hint', 'warning', 'error']),
    )
    .addOption(json())
    .action(async (paths: readonly string[], flags, command: Command) => {
      const { runDetectLint } = await import('../detect-lint.ts');
      await runDetectLint(paths, flags, context(command));
    });
}

function addExplain(detect: Command, context: ContextOf): void {
  detect
    .command('explain')
    .description('why a rule matches an event or does not: each condition with the value it saw')
    .argument('<rule>', 'an id, a name or a title')
    .argument('<event>', 'the eventID of an event of the lake')
    .addOption(rules())
    .addOption(json())
    .action(async (rule: string, event: string, flags, command: Command) => {
      const { runDetectExplain } = await import('../detect-explain.ts');
      await runDetectExplain({ rule, event }, flags, context(command));
    });
}

function addTest(detect: Command, context: ContextOf): void {
  detect
    .command('test')
    .description(
      'try rules on the examples beside them (name.events.json); exit code 10 on a failure',
    )
    .argument('<path...>', 'folders or files of Sigma rules')
    .addOption(json())
    .action(async (paths: readonly string[], flags, command: Command) => {
      const { runDetectTest } = await import('../detect-test.ts');
      await runDetectTest(paths, flags, context(command));
    });
}

function rules(): Option {
  return new Option(
    '--rules <path>',
    'a folder or a file of Sigma rules in place of the configuration; may be given again',
  ).argParser(collected);
}
