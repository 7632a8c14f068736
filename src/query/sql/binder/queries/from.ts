import { refuse } from '../../refusal.ts';
import type {
  AliasedRelation,
  Identifier,
  QualifiedName,
  Relation as RelationNode,
  SampledRelation,
  Span,
} from '../../syntax/index.ts';
import { withFullDays } from '../../tables/index.ts';
import { type Fragment, joined, sql } from '../../typed.ts';
import type { BoundRows, CommonTable, Context, OutputColumn, Surroundings } from './context.ts';
import { bindJoin, crossJoined } from './join.ts';
import { lower } from './names.ts';
import { type Field, type Relation, requalified, type TableUse, visible } from './relation.ts';
import { bindUnnest } from './unnest.ts';

/** The relations of a FROM clause, each crossed with those before it. */
export function bindFrom(
  nodes: readonly RelationNode[],
  around: Surroundings,
  context: Context,
): Relation | undefined {
  const [first, ...others] = nodes;
  if (!first) return undefined;
  return others.reduce<Relation>(
    (left, node) => crossJoined(left, node, { around, context }),
    context.bind.relation(first, around),
  );
}

/** @throws Refusal TABLE_NOT_FOUND, NOT_SUPPORTED, MISMATCHED_COLUMN_ALIASES, COLUMN_NOT_FOUND */
export function bindRelation(node: RelationNode, around: Surroundings, context: Context): Relation {
  switch (node.is) {
    case 'table':
      return bindTable(node.name, node.span, { around, context });
    case 'subquery-relation':
      return derived(context.bind.query(node.query, around), context);
    case 'lateral':
      return lateral(context.bind.query(node.query, around), context);
    case 'unnest':
      return bindUnnest(node, undefined, { around, context });
    case 'join':
      return bindJoin(node, { around, context });
    case 'nested-relation':
      return nested(context.bind.relation(node.relation, around));
    case 'aliased':
      return bindAliased(node, around, context);
    case 'sampled':
      return bindSampled(node, around, context);
    case 'table-function':
      return refuse(
        'NOT_SUPPORTED',
        `Table function ${textOf(node.name)} is not supported`,
        node.span,
      );
    case 'match-recognize':
      return refuse('NOT_SUPPORTED', 'MATCH_RECOGNIZE is not supported', node.span);
  }
}

interface Place {
  readonly around: Surroundings;
  readonly context: Context;
}

/** A common table in sight, else one of the lake's. */
export function bindTable(name: QualifiedName, span: Span, { around, context }: Place): Relation {
  const only = name.parts.length === 1 ? name.parts[0] : undefined;
  const common = only && around.common.get(lower(only.name));
  if (common) return readCommon(common, lower(only.name), context);
  const table = context.options.table(name);
  if (!table) return refuseTable(name, span);
  const alias = context.fresh('r');
  const use: TableUse = {
    ...{ table, alias, span },
    name: textOf(name),
    source: { span, parts: [`"${table.name}"`] },
    columns: new Set(),
    conditions: [],
  };
  context.uses.push(use);
  const qualifier = name.parts.map((part) => lower(part.name));
  const columns = context.hasFullDays ? withFullDays(table.columns) : table.columns;
  const fields = columns.map((column): Field => {
    const source = { use, column, through: [], isDirect: true };
    const { name: named, type, hidden } = column;
    return { name: named, qualifier, type, hidden, source, sql: sql`${column.value(alias)}` };
  });
  return { sql: sql`${use.source} AS ${alias}`, fields };
}

function refuseTable(name: QualifiedName, span: Span): never {
  const [schema, ...rest] = name.parts.map((part) => lower(part.name));
  if (rest.length > 0) refuse('SCHEMA_NOT_FOUND', `Schema '${schema}' does not exist`, span);
  const hint =
    'The tables are cloudtrail_logs, cloudtrail_network, cloudtrail_insights, cloudtrail_aggregated, and any event data store; other names become one of them with `--table-alias NAME=cloudtrail_logs`.';
  return refuse('TABLE_NOT_FOUND', `Table '${schema}' does not exist`, span, hint);
}

function readCommon(common: CommonTable, name: string, context: Context): Relation {
  const alias = context.fresh('r');
  common.readers.count++;
  const fields = fieldsOf(common, alias).map((field): Field => {
    const { source } = field;
    const through = source && { ...source, through: [...source.through, common.readers] };
    return { ...field, qualifier: [name], ...(through ? { source: through } : {}) };
  });
  return { sql: sql`${common.sql} AS ${alias}`, fields };
}

/** A query's rows as a relation. */
export function derived(rows: BoundRows, context: Context): Relation {
  const alias = context.fresh('r');
  return { sql: sql`(${rows.sql}) AS ${alias}`, fields: fieldsOf(rows, alias) };
}

function lateral(rows: BoundRows, context: Context): Relation {
  const { sql: text, fields } = derived(rows, context);
  return { sql: sql`LATERAL ${text}`, fields, isLateral: true };
}

function fieldsOf(
  { columns, carried = [] }: Pick<BoundRows, 'columns' | 'carried'>,
  alias: string,
): readonly Field[] {
  return [
    ...columns.map((column, at) => fieldOf(column, sql`${alias}.c${String(at + 1)}`)),
    ...carried.map((column) => ({
      ...fieldOf(column, sql`${alias}.${column.as}`),
      ...{ hidden: true, use: column.use },
    })),
  ];
}

function fieldOf({ name, type, source }: OutputColumn, value: Fragment): Field {
  return {
    ...(name === undefined ? {} : { name }),
    ...(source ? { source: { ...source, isDirect: false } } : {}),
    ...{ type, hidden: false, sql: value },
  };
}

function nested(relation: Relation): Relation {
  return { ...relation, sql: sql`(${relation.sql})` };
}

function bindAliased(node: AliasedRelation, around: Surroundings, context: Context): Relation {
  const { relation, alias, columns } = node;
  const bound =
    relation.is === 'unnest'
      ? bindUnnest(relation, columns?.length, { around, context })
      : context.bind.relation(relation, around);
  const fields = columns ? renamed(bound.fields, columns, node) : bound.fields;
  return { ...bound, fields: requalified(fields, [lower(alias.name)]) };
}

/** @throws Refusal MISMATCHED_COLUMN_ALIASES */
function renamed(
  fields: readonly Field[],
  names: readonly Identifier[],
  { alias, span }: AliasedRelation,
): readonly Field[] {
  const shown = visible(fields);
  if (shown.length !== names.length) {
    const reason = `Column alias list has ${names.length} entries but '${lower(alias.name)}' has ${shown.length} columns available`;
    refuse('MISMATCHED_COLUMN_ALIASES', reason, span);
  }
  return shown.map((field, at) => ({ ...field, name: names[at]?.name ?? '' }));
}

function bindSampled(node: SampledRelation, around: Surroundings, context: Context): Relation {
  const bound = context.bind.relation(node.relation, around);
  const { percentage } = node;
  const isNumber =
    percentage.is === 'integer' || percentage.is === 'decimal' || percentage.is === 'double';
  if (!isNumber || Number(percentage.text) > 100) {
    const reason = 'Sample percentage must be a number between 0 and 100';
    return refuse('INVALID_ARGUMENTS', reason, percentage.span);
  }
  const sample = `TABLESAMPLE ${node.method.toUpperCase()} (${Number(percentage.text)} PERCENT)`;
  return { ...bound, sql: sql`${bound.sql} ${sample}` };
}

function textOf({ parts }: QualifiedName): string {
  return parts.map(({ name }) => name).join('.');
}

/** `c1, c2 ...` of an alias, under their own names. */
export function columnsOf(alias: string, count: number): Fragment {
  return joined(
    Array.from(
      { length: count },
      (_, at) => sql`${alias}.c${String(at + 1)} AS c${String(at + 1)}`,
    ),
  );
}
