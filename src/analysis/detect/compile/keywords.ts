import { TABLES } from '../../../cloudtrail/columns/index.ts';
import { type Expression, tree as t } from '../../../query/sql/index.ts';
import type { Pieces, Value } from '../sigma/model.ts';
import { jsonField, textField } from './field.ts';
import { valueTest } from './value.ts';

const COLUMNS = TABLES.events.columns.filter(
  ({ place }) => place !== 'derived' && place !== 'lifted',
);

/** Where keywords are looked for: every text of the record, and all within its JSON. */
const FIELDS = [...COLUMNS.map(fieldOf), jsonField(t.path('unknown'), '')];

function fieldOf({ name, type, json }: (typeof COLUMNS)[number]) {
  const column = t.path(name);
  if (type.is === 'varchar') return json ? jsonField(column, '') : textField(column);
  return jsonField(t.call('json_format', t.cast(column, 'json')), '');
}

/** Whether any value of the record holds a keyword; numbers and booleans as they are written. */
export function keywordTest(keyword: Value): Expression {
  const searched = searchFor(keyword);
  return t.or(FIELDS.map((field) => valueTest(searched, field, () => field)));
}

function searchFor(keyword: Value): Value {
  switch (keyword.is) {
    case 'text':
      return { ...keyword, pieces: surrounded(keyword.pieces) };
    case 'number':
    case 'boolean':
      return { is: 'text', pieces: surrounded([String(keyword.value)]), cased: false };
    case 'any':
      return { is: 'any', of: keyword.of.map(searchFor) };
    default:
      return keyword;
  }
}

function surrounded(pieces: Pieces): Pieces {
  return [{ wildcard: '*' }, ...pieces, { wildcard: '*' }];
}
