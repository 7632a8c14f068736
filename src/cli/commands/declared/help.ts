import type { Command } from 'commander';
import { AppError } from '../../../base/errors/index.ts';
import { nearest } from '../../../base/text/index.ts';
import { HELP_TOPICS } from '../help-topics.ts';

/** `help` takes a command, such as `lake info`, or one of our own topics. */
export function addHelp(program: Command): void {
  program
    .command('help')
    .description(`help for a command, or: ${Object.keys(HELP_TOPICS).join(', ')}`)
    .argument('[topic...]')
    .action((words: readonly string[]) => {
      const text = HELP_TOPICS[words.join(' ')];
      if (text === undefined) words.reduce(commandNamed, program).outputHelp();
      else program.configureOutput().writeOut?.(`${text}\n`);
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
