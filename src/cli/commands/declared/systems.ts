import type { Command } from 'commander';
import { type ContextOf, json } from './options.ts';

/** Who is behind the calls. */
export function addSystems(program: Command, context: ContextOf): void {
  const systems = timed(program.command('systems'))
    .description('which systems and people called: their calls, errors, principals')
    .helpCommand(false)
    .addOption(json())
    .action(async (flags, command: Command) => {
      const { runSystems } = await import('../systems.ts');
      await runSystems(flags, context(command));
    });
  timed(systems.command('show'))
    .description('the parts of a system, why they are its, and what it calls')
    .argument('<name>', 'a system, as `systems` names it')
    .addOption(json())
    .action(async (name: string, _, command: Command) => {
      const { runSystemsShow } = await import('../systems.ts');
      await runSystemsShow(name, command.optsWithGlobals(), context(command));
    });
  timed(systems.command('unknown'))
    .description('calls that no rule names, and a rule for each to paste')
    .addOption(json())
    .action(async (_, command: Command) => {
      const { runSystemsUnknown } = await import('../systems-who.ts');
      await runSystemsUnknown(command.optsWithGlobals(), context(command));
    });
  systems
    .command('explain')
    .description('why calls belong to their system')
    .argument('<what>', 'the id of an event, an ARN, or a whole user agent')
    .addOption(json())
    .action(async (what: string, _, command: Command) => {
      const { runSystemsExplain } = await import('../systems-who.ts');
      await runSystemsExplain(what, command.optsWithGlobals(), context(command));
    });
}

function timed(command: Command): Command {
  return command
    .option('--from <time>', 'first time wanted: 2026-01-31, an ISO time, or T-7d')
    .option('--to <time>', 'end of the time wanted');
}
