import { refuse } from '../../refusal.ts';
import type { Expression, Identifier, Join, Relation as RelationNode } from '../../syntax/index.ts';
import { type Fragment, joined, sql } from '../../typed.ts';
import { commonSuperType, displayName } from '../../types/index.ts';
import type { Context, Surroundings } from './context.ts';
import { asType, bindCondition } from './expression.ts';
import { lower } from './names.ts';
import { noteConditions } from './pruning.ts';
import type { Field, Relation } from './relation.ts';
import { SourceScope, typedField } from './scope.ts';

interface Place {
  readonly around: Surroundings;
  readonly context: Context;
}

/** A comma, or CROSS JOIN. */
export function crossJoined(left: Relation, node: RelationNode, place: Place): Relation {
  const right = rightOf(left, node, place);
  return {
    sql: sql`${left.sql} CROSS JOIN ${right.sql}`,
    fields: [...left.fields, ...right.fields],
  };
}

/** What stands to the right sees what stands to the left, if it is LATERAL or UNNEST. */
function rightOf(left: Relation, node: RelationNode, { around, context }: Place): Relation {
  const outer = isLateral(node) ? new SourceScope(context, left.fields, around) : around.outer;
  return context.bind.relation(node, { ...around, ...(outer ? { outer } : {}) });
}

function isLateral(node: RelationNode): boolean {
  switch (node.is) {
    case 'unnest':
    case 'lateral':
      return true;
    case 'aliased':
    case 'sampled':
      return isLateral(node.relation);
    default:
      return false;
  }
}

const WORDS = {
  ...{ cross: 'CROSS JOIN', inner: 'JOIN', left: 'LEFT JOIN' },
  ...{ right: 'RIGHT JOIN', full: 'FULL JOIN' },
} as const;

/** @throws Refusal NOT_SUPPORTED for NATURAL and for UNNEST with a condition; COLUMN_NOT_FOUND, TYPE_MISMATCH */
export function bindJoin(node: Join, place: Place): Relation {
  if (node.natural) refuse('NOT_SUPPORTED', 'Natural join not supported', node.span);
  const left = place.context.bind.relation(node.left, place.around);
  if (node.type === 'cross') return crossJoined(left, node.right, place);
  const right = rightOf(left, node.right, place);
  if (right.isLateral) refuseCondition(node);
  if (node.using) return joinUsing(node, node.using, { left, right });
  return joinOn(node, node.on, { left, right, ...place });
}

/** Trino joins UNNEST and LATERAL with nothing but ON TRUE. */
function refuseCondition({ type, on, right }: Join): void {
  const isTrue = on?.is === 'boolean' && on.value;
  if (isTrue && (type === 'left' || type === 'inner')) return;
  const what = isUnnest(right) ? 'UNNEST' : 'LATERAL';
  const reason = `${type.toUpperCase()} JOIN involving ${what} is only supported with condition ON TRUE`;
  refuse('NOT_SUPPORTED', reason, on?.span ?? right.span);
}

function isUnnest(node: RelationNode): boolean {
  return node.is === 'unnest' || (node.is === 'aliased' && isUnnest(node.relation));
}

interface Sides {
  readonly left: Relation;
  readonly right: Relation;
}

function joinOn(
  { type }: Join,
  on: Expression | undefined,
  { left, right, around, context }: Sides & Place,
): Relation {
  const fields = [...left.fields, ...right.fields];
  const scope = new SourceScope(context, fields, around);
  const condition = on
    ? bindCondition(scope, on, { clause: 'JOIN clause', context }).sql
    : sql`TRUE`;
  if (on) noteConditions(on, scope, prunedSides(type, { left, right }));
  return { sql: sql`${left.sql} ${WORDS[type]} ${right.sql} ON ${condition}`, fields };
}

/** The sides of which rows that fail the condition leave no trace. */
function prunedSides(type: Join['type'], { left, right }: Sides): readonly Field[] {
  switch (type) {
    case 'inner':
    case 'cross':
      return [...left.fields, ...right.fields];
    case 'left':
      return right.fields;
    case 'right':
      return left.fields;
    case 'full':
      return [];
  }
}

/** Columns named by USING come first, once, and belong to neither side. */
function joinUsing({ type }: Join, names: readonly Identifier[], sides: Sides): Relation {
  const pairs = names.map((name) => usingPair(name, sides));
  const equal = pairs.map(({ left, right }) => sql`${left.sql} = ${right.sql}`);
  const shared = pairs.map(
    ({ left, right, from }): Field => ({
      ...from,
      type: left.type,
      sql: type === 'right' ? right.sql : mergedSql(type, left.sql, right.sql),
    }),
  );
  const used = new Set(pairs.flatMap(({ fields }) => fields));
  const others = [...sides.left.fields, ...sides.right.fields].filter((field) => !used.has(field));
  const on = joined(equal, ' AND ');
  return {
    sql: sql`${sides.left.sql} ${WORDS[type]} ${sides.right.sql} ON ${on}`,
    fields: [...shared, ...others],
  };
}

function mergedSql(type: Join['type'], left: Fragment, right: Fragment): Fragment {
  return type === 'full' ? sql`coalesce(${left}, ${right})` : left;
}

function usingPair(name: Identifier, sides: Sides) {
  const left = sideField(name, sides.left, 'left');
  const right = sideField(name, sides.right, 'right');
  const type = commonSuperType(left.type, right.type);
  if (!type) {
    const reason = `Column types of left and right side are not compatible: ${displayName(left.type)}, ${displayName(right.type)}`;
    return refuse('TYPE_MISMATCH', reason, name.span);
  }
  const as = (field: Field) => asType(typedField(field, name.span), type);
  const shown = { ...(left.name === undefined ? {} : { name: left.name }), hidden: false };
  return { left: as(left), right: as(right), fields: [left, right], from: shown };
}

function sideField(name: Identifier, { fields }: Relation, side: 'left' | 'right'): Field {
  const wanted = lower(name.name);
  const found = fields.filter((field) => field.name !== undefined && lower(field.name) === wanted);
  const [field, second] = found.some(({ hidden }) => !hidden)
    ? found.filter(({ hidden }) => !hidden)
    : found;
  if (second) refuse('AMBIGUOUS_NAME', `Column '${wanted}' is ambiguous`, name.span);
  if (field) return field;
  const reason = `Column '${wanted}' is missing from ${side} side of join`;
  return refuse('COLUMN_NOT_FOUND', reason, name.span);
}
