import type { Comparison, ComparisonOperator, Expression, Like } from '../../syntax/index.ts';
import type { Condition, TextCondition } from './condition.ts';
import { liftedSource } from './lifted.ts';
import { bare, chainOf } from './names.ts';
import type { Field, Source } from './relation.ts';
import type { SourceScope } from './scope.ts';

/**
 * Notes at the tables what a condition asks of each row: of the terms of its outermost AND those that compare a column
 * of text with texts. Whatever else stands there asks for nothing; the condition itself stays in the SQL beside it.
 *
 * @param fields the columns whose rows may be left out where the condition fails
 */
export function noteConditions(
  condition: Expression,
  scope: SourceScope,
  fields: readonly Field[],
): void {
  const inner = bare(condition);
  if (inner.is === 'and') {
    for (const term of inner.terms) noteConditions(term, scope, fields);
    return;
  }
  const asked = askedOf(inner);
  if (!asked) return;
  const source = sourceOf(asked.value, scope, fields);
  const target = source && targetOf(source);
  if (!target) return;
  const { through, use } = source;
  use.conditions.push({ condition: { ...asked.text, ...target } as Condition, through });
}

interface Asked {
  readonly value: Expression;
  readonly text: TextCondition;
}

function askedOf(term: Expression): Asked | undefined {
  switch (term.is) {
    case 'comparison':
      return comparison(term);
    case 'between': {
      const [from, to] = [textOf(term.low), textOf(term.high)];
      const isKnown = !term.negated && from !== undefined && to !== undefined;
      return isKnown ? { value: term.value, text: { from, to } } : undefined;
    }
    case 'in-list': {
      const values = term.items.map(textOf).filter((item) => item !== undefined);
      const isKnown = !term.negated && values.length === term.items.length;
      return isKnown ? { value: term.value, text: { values } } : undefined;
    }
    case 'like':
      return like(term);
    default:
      return undefined;
  }
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  ...{ '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' },
};

function comparison({ operator, left, right }: Comparison): Asked | undefined {
  const [first, second] = [textOf(left), textOf(right)];
  const text = second === undefined ? bounds(MIRRORED[operator], first) : bounds(operator, second);
  return text && { value: second === undefined ? right : left, text };
}

/** Bounds are taken as inclusive: they only ever leave out too little. */
function bounds(operator: ComparisonOperator, text: string | undefined): TextCondition | undefined {
  if (text === undefined) return undefined;
  switch (operator) {
    case '=':
      return { values: [text] };
    case '<':
    case '<=':
      return { to: text };
    case '>':
    case '>=':
      return { from: text };
    case '<>':
      return undefined;
  }
}

/** What matches a pattern begins with what stands before its first wildcard. */
function like({ negated, value, pattern, ...rest }: Like): Asked | undefined {
  const text = textOf(pattern);
  if (negated || rest.escape || text === undefined) return undefined;
  const prefix = /^[^%_]*/.exec(text)?.[0] ?? '';
  if (prefix === text) return { value, text: { values: [text] } };
  return prefix === '' ? undefined : { value, text: { prefix } };
}

function textOf(expression: Expression): string | undefined {
  const inner = bare(expression);
  return inner.is === 'string' ? inner.value : undefined;
}

/** The table's column that an expression is: by its name, or the leaf of a row that also stands alone. */
function sourceOf(
  expression: Expression,
  scope: SourceScope,
  fields: readonly Field[],
): Source | undefined {
  const inner = bare(expression);
  const name = chainOf(inner);
  if (!name) return undefined;
  const found = scope.lookup(name, inner.span);
  if (!found?.field || !fields.includes(found.field)) return undefined;
  const rest = name.slice(found.used);
  return rest.length === 0 ? found.field.source : liftedSource(found.field, rest);
}

function targetOf({ column }: Source) {
  const { text, mayReplaceNull, partition } = column;
  if (text !== undefined) return { column: text, ...(mayReplaceNull ? { orNull: true } : {}) };
  return partition && { partition };
}
