import {
  type Expression,
  formatExpression,
  tree as t,
  textLiteral,
} from '../../../query/sql/index.ts';
import { cloudtrailField } from '../compile/cloudtrail-fields.ts';
import type { Field, FieldTable } from '../compile/field.ts';
import { conditionOf } from '../compile/tree.ts';
import { fieldsOf, usesCalls } from '../compile/uses.ts';
import type { Tree } from '../sigma/model.ts';

/** A condition to be explained: its nodes and its fields have numbers, which are those of columns. */
export interface Question {
  readonly sql: string;
  /** In the order of `n0`, `n1` ..: each node before those within it. */
  readonly nodes: readonly Tree[];
  /** In the order of `v0`, `v1` .. and of `e0`, `e1` .. */
  readonly fields: readonly string[];
}

/** One statement that evaluates every part of a condition for one event, with the expressions that matching uses. */
export function questionOf(
  tree: Tree,
  eventId: string,
  fieldOf: FieldTable = cloudtrailField,
): Question {
  const nodes = nodesOf(tree);
  const fields = [...new Set(fieldsOf(tree))];
  const columns = [
    ...EVENT.map((name) => `e.${name}`),
    ...nodes.map((node, at) => column(conditionOf(node, fieldOf), `n${at}`)),
    ...fields.flatMap((name, at) => {
      const field = fieldOf(name);
      return [column(valuesOf(field), `v${at}`), column(field.exists, `e${at}`)];
    }),
  ];
  const table = usesCalls(tree) ? 'calls' : 'cloudtrail_logs';
  const sql = `SELECT ${columns.join(',\n  ')}
FROM ${table} e WHERE e.eventid = ${textLiteral(eventId)} ORDER BY e.recipientaccountid LIMIT 1`;
  return { sql, nodes, fields };
}

const EVENT = [
  ...['eventid', 'eventtime', 'eventsource', 'eventname', 'recipientaccountid', 'awsregion'],
];

function nodesOf(tree: Tree): readonly Tree[] {
  switch (tree.is) {
    case 'item':
      return [tree];
    case 'not':
    case 'selection':
      return [tree, ...nodesOf(tree.of)];
    default:
      return [tree, ...tree.of.flatMap(nodesOf)];
  }
}

/** As JSON: a list of texts of any length is one column. */
function valuesOf({ one, many }: Field): Expression {
  return many === undefined ? one : t.call('json_format', t.cast(many, 'json'));
}

function column(expression: Expression, name: string): string {
  return `${formatExpression(expression)} AS ${name}`;
}
