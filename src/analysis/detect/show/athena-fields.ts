import { TABLES } from '../../../cloudtrail/columns/index.ts';
import { type Expression, tree as t } from '../../../query/sql/index.ts';
import { recordFields } from '../compile/cloudtrail-fields.ts';
import { type Field, type FieldTable, total } from '../compile/field.ts';

/** Fields by the columns and functions that Athena has itself. Lists inside JSON are not entered. */
export const athenaField: FieldTable = recordFields({
  columns: TABLES.events.columns.filter(({ place }) => place === 'athena'),
  json: jsonPath,
  moment: t.call('from_iso8601_timestamp', t.path('eventtime')),
  // No column holds it: as if no event had it.
  unknown: () => scalarField(t.cast(t.NULL, 'varchar')),
});

/** Whether a column of Athena's documented table holds a field. */
export function isInAthena(name: string): boolean {
  const lower = name.toLowerCase();
  return TABLES.events.columns.some(({ place, path }) => {
    const own = path.join('.').toLowerCase();
    return place === 'athena' && (lower === own || lower.startsWith(`${own}.`));
  });
}

function jsonPath(column: Expression, path: string): Field {
  if (path === '') return scalarField(column);
  const steps = path.split('.').map((step) => `[${JSON.stringify(step)}]`);
  const place = t.text(`$${steps.join('')}`);
  const found = t.call('json_extract', column, place);
  const scalar = t.call('json_extract_scalar', column, place);
  const text = t.call('json_format', found);
  const within = t.call('coalesce', scalar, text);
  return {
    ...scalarField(scalar),
    anyWithin: (test) => total(test(within)),
    isNull: t.or([t.isNull(found), t.compare(text, '=', t.text('null'))]),
    exists: t.isNotNull(found),
  };
}

function scalarField(value: Expression): Field {
  return {
    any: (test) => total(test(value)),
    anyWithin: (test) => total(test(value)),
    isNull: t.isNull(value),
    exists: t.isNotNull(value),
    one: value,
  };
}
