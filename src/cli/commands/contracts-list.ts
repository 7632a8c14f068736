import type { Contract } from '../../base/config/index.ts';
import { plural } from '../../base/text/index.ts';
import { renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';
import { contractsOf } from './contracts-known.ts';

/** `trailglass contracts list`: what each system may do. */
export async function runContractsList(
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const contracts = Object.entries(contractsOf(context));
  if (flags.json) {
    return printJson(
      context,
      contracts.map(([system, contract]) => ({ system, ...contract })),
    );
  }
  const { out } = context.terminal;
  if (contracts.length === 0) {
    await out.write('There is none: trailglass contracts learn SYSTEM writes one.\n');
    return;
  }
  const columns = ['system', 'places', 'services', 'writes', 'hours', 'expires'].map(
    (name) => ({ name, align: 'left' }) as const,
  );
  const rows = contracts.map(([system, contract]) => rowOf(system, contract));
  await out.write(renderTable(columns, rows, out));
}

function rowOf(system: string, contract: Contract): readonly string[] {
  const { accounts, regions, networks, services, actions, hours, expires } = contract;
  const counts = (parts: readonly (string | undefined)[]) =>
    parts.filter((part) => part !== undefined).join(', ') || 'any';
  const clock = hours?.from && `${hours.from} to ${hours.to}`;
  return [
    system,
    counts([count(accounts, 'account'), count(regions, 'region'), count(networks, 'network')]),
    counts([count(services, 'service'), count(actions, 'action')]),
    contract.readonly ? 'no' : 'yes',
    [hours?.weekdays?.join(' '), clock].filter(Boolean).join(', ') || 'any',
    expires ?? 'never',
  ];
}

function count(list: readonly string[] | undefined, one: string): string | undefined {
  return list && plural(list.length, one);
}
