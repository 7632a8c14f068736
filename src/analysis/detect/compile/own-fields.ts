import { tree as t } from '../../../query/sql/index.ts';
import { principal } from '../../callers/index.ts';
import { arrayField, type Field, textField } from './field.ts';

export { principal };

/** Columns of `calls` that are no columns of `cloudtrail_logs`: rules that name them read who is behind a call. */
export const CALLS_FIELDS: ReadonlySet<string> = new Set([
  ...['system', 'component', 'confidence', 'team', 'environment'],
  ...['actor', 'console', 'outcome', 'country', 'asn'],
]);

/**
 * Fields that no record has and our own rules may name, as they are written here; other tools do not know them.
 */
export const OWN_FIELDS: ReadonlyMap<string, () => Field> = new Map([
  ...[...CALLS_FIELDS].map((name) => [name, () => callsField(name)] as const),
  ['principal', () => textField(principal())],
  ['weekday', () => textField(t.cast(t.call('day_of_week', t.path('ts')), 'varchar'))],
  ...['grantsAdmin', 'isPublic', 'accounts'].map(
    (fact) => [`policy.${fact}`, () => requestFact('$policy', fact)] as const,
  ),
  ['ingress.worldPorts', () => arrayField(t.call('$open_ports', t.path('requestparameters')))],
]);

export function isOwnField(name: string): boolean {
  return OWN_FIELDS.has(name);
}

function callsField(name: string): Field {
  const column = t.path(name);
  return textField(name === 'asn' ? t.cast(column, 'varchar') : column);
}

function requestFact(name: string, fact: string): Field {
  return arrayField(t.call(name, t.path('requestparameters'), t.text(fact)));
}
