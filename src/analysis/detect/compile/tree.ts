import { type Expression, tree as t } from '../../../query/sql/index.ts';
import type { Item, Tree } from '../sigma/model.ts';
import type { FieldTable } from './field.ts';
import { keywordTest } from './keywords.ts';
import { isAmong, isPlain, valueTest } from './value.ts';

/** A condition as SQL; two-valued, whatever a record lacks. */
export function conditionOf(tree: Tree, fields: FieldTable): Expression {
  switch (tree.is) {
    case 'and':
      return t.and(tree.of.map((one) => conditionOf(one, fields)));
    case 'or':
      return t.or(tree.of.map((one) => conditionOf(one, fields)));
    case 'not':
      return t.not(conditionOf(tree.of, fields));
    case 'selection':
      return conditionOf(tree.of, fields);
    case 'item':
      return itemTest(tree, fields);
  }
}

function itemTest(item: Item, fields: FieldTable): Expression {
  const tests =
    item.field === undefined ? item.values.map(keywordTest) : fieldTests(item, item.field, fields);
  const all = item.all ? t.and(tests) : t.or(tests);
  return item.negated ? t.not(all) : all;
}

function fieldTests(
  { values, all }: Item,
  name: string,
  fields: FieldTable,
): readonly Expression[] {
  const field = fields(name);
  const plain = all ? [] : values.filter(isPlain);
  if (plain.length < 2) return values.map((value) => valueTest(value, field, fields));
  const among = field.any((text) => isAmong(text, plain));
  const others = values.filter((value) => !isPlain(value));
  return [among, ...others.map((value) => valueTest(value, field, fields))];
}
