import { type Column, type ColumnType, TABLES } from '../../../cloudtrail/columns/index.ts';
import { type Expression, tree as t } from '../../../query/sql/index.ts';
import { arrayField, type Field, type FieldTable, jsonField, textField } from './field.ts';
import { OWN_FIELDS } from './own-fields.ts';

/**
 * Fields of a CloudTrail record by the names that rules use. The names of columns and of parts of `userIdentity` match
 * in any case; keys inside JSON as they are written. What no column names is looked for among the unknown fields.
 */
export const cloudtrailField: FieldTable = (name) => {
  const lower = name.toLowerCase();
  return OWN_FIELDS.get(name)?.() ?? known(name, lower) ?? unknownField(name);
};

const COLUMNS = TABLES.events.columns.filter(({ place }) => place !== 'derived');
/** The longest path first: `userIdentity.sessionContext.sourceIdentity` before `userIdentity`. */
const BY_PATH = COLUMNS.map((column) => ({
  column,
  path: column.path.join('.').toLowerCase(),
})).sort((one, other) => other.path.length - one.path.length);

function known(name: string, lower: string): Field | undefined {
  const found = BY_PATH.find(({ path }) => lower === path || lower.startsWith(`${path}.`));
  return found && columnField(found.column, name.slice(found.path.length + 1));
}

function columnField(column: Column, rest: string): Field | undefined {
  const value = t.path(column.name);
  if (column.name === 'eventtime' && rest === '')
    return { ...textField(value), moment: t.path('ts') };
  if (column.type.is !== 'varchar') return typedField(value, column.type, rest);
  if (column.json || rest !== '') return jsonField(value, rest);
  return textField(value);
}

/** A value of a row, an array or a map; absent where the type has no such part. */
function typedField(value: Expression, type: ColumnType, rest: string): Field | undefined {
  if (rest === '') return type.is === 'varchar' ? textField(value) : wholeField(value);
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
  return typedField(inner, field.type, deeper.join('.'));
}

function elementsField(array: Expression, name: string): Field {
  const row = t.lambda('r', t.path('r', name));
  const values = t.call('transform', array, row);
  const present = t.call('filter', values, t.lambda('s', t.isNotNull(t.path('s'))));
  return { ...arrayField(t.call('coalesce', present, t.EMPTY_TEXTS)) };
}

/** A whole row or array, as JSON. */
function wholeField(value: Expression): Field {
  const json = t.call('json_format', t.cast(value, 'json'));
  return { ...jsonField(json, ''), isNull: t.isNull(value), exists: t.isNotNull(value) };
}

/** `unknown` holds paths as keys: a field may be one, stand in one, or have its parts in several. */
function unknownField(name: string): Field {
  return jsonField(t.path('unknown'), name, true);
}
