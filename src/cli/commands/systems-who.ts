import {
  type Explanation,
  explain,
  type UnknownGroup,
  unknownGroups,
} from '../../analysis/callers/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { formatCount, plural } from '../../base/text/index.ts';
import type { Output } from '../terminal/index.ts';
import { asked, timesOf } from './ask-calls.ts';
import { type Context, printJson } from './context.ts';
import type { SystemsFlags } from './systems.ts';

/** `trailglass systems unknown`: calls that no rule names, and a rule for each to paste. */
export async function runSystemsUnknown(flags: SystemsFlags, context: Context): Promise<void> {
  const groups = await asked(context, (engine) => unknownGroups(engine, timesOf(flags, context)));
  if (flags.json) return printJson(context, groups);
  const { out } = context.terminal;
  if (groups.length === 0) await out.write('Every call has a system.\n');
  for (const group of groups) await out.write(`${groupText(group, out)}\n`);
}

/** `trailglass systems explain WHAT`: why calls belong to their system. */
export async function runSystemsExplain(
  what: string,
  flags: SystemsFlags,
  context: Context,
): Promise<void> {
  const found = await asked(context, (engine) => explain(engine, what));
  if (found.length === 0) {
    throw new AppError('TG_CLI_USAGE', `Nobody called so: ${what}`, {
      hint: 'Give the id of an event, the ARN of a role, a user or a session, or a whole user agent.',
    });
  }
  if (flags.json) return printJson(context, found);
  const { out } = context.terminal;
  for (const one of found) await out.write(`${explanationText(one, out)}\n`);
}

function groupText(group: UnknownGroup, { colors }: Output): string {
  const { principal, userAgents, services, calls, firstTime, lastTime, rule, alsoHit } = group;
  const also = alsoHit.map((one) => `${plural(one.calls, 'call')} of ${one.system}`).join(', ');
  return [
    colors.bold(`${principal ?? userAgents[0] ?? 'nobody'}: ${plural(calls, 'call')}`),
    `  ${firstTime} to ${lastTime}`,
    `  services: ${services.join(', ')}`,
    ...userAgents.map((agent) => `  says it is: ${agent}`),
    '  A rule for `systems` of trailglass.yaml:',
    ...rule
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`),
    ...(also ? [`  It would also take ${also}.`] : []),
    '',
  ].join('\n');
}

function explanationText(one: Explanation, { colors }: Output): string {
  const { agent } = one;
  const name = one.component === null ? one.system : `${one.system} (${one.component})`;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['because', one.reason],
    ['actor', one.actor],
    ['principal', one.principal],
    ['user agent', one.userAgent],
    ['named itself', agent?.app],
    ['runs in', agent?.runtime],
    ['command', agent?.command],
    ['credentials', agent?.credentials],
    ['calls', formatCount(one.calls)],
  ];
  const lines = facts.flatMap(([label, value]) =>
    value === null || value === undefined ? [] : [`  ${label.padEnd(12)} ${value}`],
  );
  return [colors.bold(`${name}, ${one.confidence}`), ...lines, ''].join('\n');
}
