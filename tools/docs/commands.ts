import type { Argument, Command, Option } from 'commander';
import { HELP_TOPICS } from '../../src/cli/commands/help-topics.ts';
import { buildProgram } from '../../src/cli/commands/index.ts';
import { code, codeBlock, heading, page, sentence, table } from './markdown.ts';

const INTRO = `
\`trailglass COMMAND --help\` says the same in the terminal. Data goes to standard output, everything else
to standard error. What \`--json\` prints is described in [json.md](json.md), the other forms in
[output.md](output.md).`;

/** What every command takes and does, as the program itself describes it. */
export function commandsPage(): string {
  const program = buildProgram('', process, () => {
    throw new Error('commands are described here, not run');
  });
  return page(
    heading('Commands', 'src/cli/commands/declared/*.ts'),
    INTRO,
    '## Options of every command',
    optionTable(program),
    ...commandsOf(program).flatMap(commandBlocks),
    ...Object.values(HELP_TOPICS).map(topicBlock),
  );
}

function commandsOf(parent: Command): readonly Command[] {
  return parent
    .createHelp()
    .visibleCommands(parent)
    .flatMap((command) => [command, ...commandsOf(command)]);
}

function commandBlocks(command: Command): readonly string[] {
  const help = command.createHelp();
  if (command.commands.length > 0 && optionsOf(command).length === 0) return [];
  const parts = help.visibleArguments(command);
  return [
    `## ${nameOf(command)}`,
    sentence(help.commandDescription(command)),
    codeBlock(usageOf(command)),
    ...(parts.length > 0 ? [table(['Argument', 'Meaning'], parts.map(argumentRow))] : []),
    ...(optionsOf(command).length > 0 ? [optionTable(command)] : []),
  ];
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

function usageOf(command: Command): string {
  const options = optionsOf(command).length > 0 ? ['[options]'] : [];
  const parts = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [nameOf(command), ...options, ...parts].join(' ');
}

function optionsOf(command: Command): readonly Option[] {
  const help = command.createHelp();
  return help.visibleOptions(command).filter(({ long }) => long !== '--help');
}

function optionTable(command: Command): string {
  const rows = optionsOf(command).map((option) => [code(option.flags), meaningOf(option)]);
  return table(['Option', 'Meaning'], rows);
}

function meaningOf({ description, argChoices, defaultValue, mandatory, negate }: Option): string {
  const notes = [
    ...(mandatory ? ['required'] : []),
    ...(argChoices ? [argChoices.map(code).join(', ')] : []),
    ...(defaultValue === undefined || negate ? [] : [`default: ${defaultValue}`]),
  ];
  return sentence(notes.length > 0 ? `${description} (${notes.join('; ')})` : description);
}

function argumentRow(argument: Argument): readonly string[] {
  return [code(argument.name()), argument.description ? sentence(argument.description) : ''];
}

/** A topic's first line is its title. */
function topicBlock(text: string): string {
  const [title = '', ...lines] = text.split('\n');
  return page(`## ${title}`, codeBlock(lines.join('\n')));
}
