import {
  callerName,
  clientOf,
  type Diagnosis,
  type Party,
  shortPrincipal,
} from '../../../analysis/throttle/index.ts';
import { formatCount, plural } from '../../../base/text/index.ts';
import { type Output, renderTable } from '../../terminal/index.ts';
import { percent } from './words.ts';

const COLUMNS = [
  { name: 'caller', align: 'left' },
  { name: 'calls', align: 'right' },
  { name: 'share', align: 'right' },
  { name: 'throttled', align: 'right' },
  { name: 'share', align: 'right' },
  { name: 'system', align: 'left' },
  { name: 'principal', align: 'left' },
  { name: 'client', align: 'left' },
] as const;

const MOST_ROWS = 8;

/** Who called in the minutes with throttles and the ones before, whoever called most first. */
export function callerTable({ parties }: Diagnosis, out: Output): string {
  const near = parties.filter((party) => party.near > 0);
  const rows = near.slice(0, MOST_ROWS).map(rowOf);
  const more = near.length - rows.length;
  const rest = more > 0 ? out.colors.dim(`(${plural(more, 'more caller')}: --json)\n`) : '';
  return renderTable(COLUMNS, rows, out) + rest;
}

function rowOf(party: Party): readonly string[] {
  return [
    callerName(party),
    ...[formatCount(party.near), percent(party.shareOfCalls)],
    ...[formatCount(party.throttled), percent(party.shareOfThrottles)],
    ...[party.system, shortPrincipal(party.principal), clientOf(party) ?? ''],
  ];
}
