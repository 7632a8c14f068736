import type { Expression } from '../../../query/sql/index.ts';
import { tree as t } from '../../../query/sql/index.ts';

/** Where the values of a field are. Every answer is two-valued: NULL never leaves a field. */
export interface Field {
  /** Whether any value, as text, passes a test. */
  readonly any: (test: Test) => Expression;
  /** The same, with the texts within objects among the values. */
  readonly anyWithin: (test: Test) => Expression;
  /** Whether it is missing or null. */
  readonly isNull: Expression;
  readonly exists: Expression;
  /** One value as text, NULL where there is none: what groups and counts go by. */
  readonly one: Expression;
  /** All of them, as an array of texts; absent where there is one at most. */
  readonly many?: Expression;
  /** The moment that it is, where it is one. */
  readonly moment?: Expression;
}

/** A test of one value; NULL counts as no. */
export type Test = (value: Expression) => Expression;

/** What a name in a rule stands for. */
export type FieldTable = (name: string) => Field;

export function total(leaf: Expression): Expression {
  return t.call('coalesce', leaf, t.FALSE);
}

/** A column of text, or an expression of one value. */
export function textField(value: Expression): Field {
  return {
    any: (test) => total(test(value)),
    anyWithin: (test) => total(test(value)),
    isNull: t.isNull(value),
    exists: t.isNotNull(value),
    one: value,
  };
}

/** An expression that gives an array of texts. */
export function arrayField(values: Expression, texts = values): Field {
  const some = total(t.compare(t.call('cardinality', values), '>', t.number(0)));
  return {
    any: (test) => anyOf(values, test),
    anyWithin: (test) => anyOf(texts, test),
    isNull: t.not(some),
    exists: some,
    one: t.call('element_at', values, t.number(1)),
    many: values,
  };
}

/** What stands at a path of dots in a column of JSON. */
export function jsonField(json: Expression, path: string, anyCase = false): Field {
  const args = [json, t.text(path), ...(anyCase ? [t.TRUE] : [])];
  return {
    ...arrayField(t.call('$values', ...args), t.call('$texts', ...args)),
    isNull: t.call('coalesce', t.call('$is_null', ...args), t.TRUE),
    exists: total(t.call('$exists', ...args)),
  };
}

function anyOf(values: Expression, test: Test): Expression {
  const name = freshName(test);
  return total(t.call('any_match', values, t.lambda(name, total(test(t.path(name))))));
}

/** Lambdas stand within lambdas where two fields are compared: each level has its own name. */
function freshName(test: Test): string {
  return JSON.stringify(test(t.NULL)).includes('any_match') ? 'v' : 'w';
}
