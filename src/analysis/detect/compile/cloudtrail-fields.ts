import { type Column, type ColumnType, TABLES } from '../../../cloudtrail/columns/index.ts';
import { type Expression, tree as t } from '../../../query/sql/index.ts';
import { arrayField, type Field, type FieldTable, jsonField, textField } from './field.ts';
import { OWN_FIELDS } from './own-fields.ts';

/** How a table holds records: what differs between ours and Athena's. */
export interface Layout {
  readonly columns: readonly Column[];
  readonly json: (column: Expression, path: string) => Field;
  /** The time of an event, which `eventtime` has as text. */
  readonly moment: Expression;
  /** Fields that no column names. */
  readonly unknown: (name: string) => Field;
}

/**
 * Fields of a CloudTrail record by the names that rules use. The names of columns and of parts of `userIdentity` match
 * in any case; keys inside JSON as they are written.
 */
export function recordFields(layout: Layout): FieldTable {
  // The longest path first: `userIdentity.sessionContext.sourceIdentity` before `userIdentity`.
  const byPath = layout.columns
    .map((column) => ({ column, path: column.path.join('.').toLowerCase() }))
    .sort((one, other) => other.path.length - one.path.length);
  return (name) => {
    const lower = name.toLowerCase();
    const found = byPath.find(({ path }) => lower === path || lower.startsWith(`${path}.`));
    const rest = name.slice((found?.path.length ?? 0) + 1);
    return (found && columnField(found.column, rest, layout)) ?? layout.unknown(name);
  };
}

const ours = recordFields({
  columns: TABLES.events.columns.filter(({ place }) => place !== 'derived'),
  json: jsonField,
  moment: t.path('ts'),
  // It holds paths as keys: a field may be one, stand in one, or have its parts in several.
  unknown: (name) => jsonField(t.path('unknown'), name, true),
});

/** Fields of the lake: those of a record, what no column names among the unknown ones, and our own. */
export const cloudtrailField: FieldTable = (name) => OWN_FIELDS.get(name)?.() ?? ours(name);

function columnField(column: Column, rest: string, layout: Layout): Field | undefined {
  const value = t.path(column.name);
  if (column.name === 'eventtime' && rest === '') {
    return { ...textField(value), moment: layout.moment };
  }
  if (column.type.is !== 'varchar') return typedField(value, column.type, { rest, layout });
  if (column.json || rest !== '') return layout.json(value, rest);
  return textField(value);
}

interface Below {
  /** What is left of the name. */
  readonly rest: string;
  readonly layout: Layout;
}

/** A value of a row, an array or a map; absent where the type has no such part. */
function typedField(
  value: Expression,
  type: ColumnType,
  { rest, layout }: Below,
): Field | undefined {
  if (rest === '') return type.is === 'varchar' ? textField(value) : wholeField(value, layout);
  if (type.is === 'map') return textField(t.call('element_at', value, t.text(rest)));
  if (type.is === 'array') {
    const field = type.fields.find((one) => one.name === rest.toLowerCase());
    return field && elementsField(value, field.name);
  }
  if (type.is !== 'row') return undefined;
  const [step = '', ...deeper] = rest.split('.');
  const field = type.fields.find((one) => one.name === step.toLowerCase());
  if (!field || value.is === 'null') return undefined;
  const inner: Expression = {
    is: 'dereference',
    base: value,
    field: t.identifier(field.name),
    span: value.span,
  };
  return typedField(inner, field.type, { rest: deeper.join('.'), layout });
}

function elementsField(array: Expression, name: string): Field {
  const row = t.lambda('r', t.path('r', name));
  const values = t.call('transform', array, row);
  const present = t.call('filter', values, t.lambda('s', t.isNotNull(t.path('s'))));
  return { ...arrayField(t.call('coalesce', present, t.EMPTY_TEXTS)) };
}

/** A whole row or array, as JSON. */
function wholeField(value: Expression, { json }: Layout): Field {
  const text = t.call('json_format', t.cast(value, 'json'));
  return { ...json(text, ''), isNull: t.isNull(value), exists: t.isNotNull(value) };
}
