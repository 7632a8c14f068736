import { type Engine, type NamedRow, namedRows } from '../../../query/engine/index.ts';
import { cloudtrailField } from '../compile/cloudtrail-fields.ts';
import { fieldsOf } from '../compile/uses.ts';
import type { Rule, Tree } from '../sigma/model.ts';
import type { Explained, Explanation, Sight } from './explained.ts';
import { type Question, questionOf } from './question.ts';
import { wantsOf } from './wants.ts';

/** How an event of the lake looks to a rule; undefined where the lake has no event of this id. */
export async function explainRule(
  { condition }: Pick<Rule, 'condition'>,
  eventId: string,
  engine: Engine,
  signal?: AbortSignal,
): Promise<Explanation | undefined> {
  const question = questionOf(condition, eventId);
  for await (const row of namedRows(engine, question.sql, signal)) {
    const tree = explainedBy(condition, answersOf(row, question));
    return { event: eventOf(row), matches: tree.holds, tree };
  }
  return undefined;
}

/** What a row says of each node, and of each field. */
interface Answers {
  readonly holds: ReadonlyMap<Tree, boolean>;
  readonly sights: ReadonlyMap<string, Sight>;
}

function answersOf(row: NamedRow, { nodes, fields }: Question): Answers {
  return {
    holds: new Map(nodes.map((node, at) => [node, row[`n${at}`] === true])),
    sights: new Map(
      fields.map((field, at) => {
        const values = valuesIn(field, row[`v${at}`] ?? null);
        return [field, { field, values, exists: row[`e${at}`] === true }];
      }),
    ),
  };
}

function valuesIn(field: string, value: NamedRow[string]): readonly string[] {
  if (value === null) return [];
  if (cloudtrailField(field).many === undefined) return [String(value)];
  const list: unknown = JSON.parse(String(value));
  return Array.isArray(list) ? list.map(String) : [];
}

function explainedBy(tree: Tree, answers: Answers): Explained {
  const holds = answers.holds.get(tree) ?? false;
  const within = (inner: Tree) => explainedBy(inner, answers);
  switch (tree.is) {
    case 'item': {
      const { key, line } = tree;
      const saw = [...new Set(fieldsOf(tree))].flatMap((name) => answers.sights.get(name) ?? []);
      return { is: 'item', holds, key, wants: wantsOf(tree), saw, line };
    }
    case 'selection':
      return { is: 'selection', holds, name: tree.name, of: [within(tree.of)] };
    case 'not':
      return { is: 'not', holds, of: [within(tree.of)] };
    default:
      return { is: tree.is, holds, of: tree.of.map(within) };
  }
}

function eventOf(row: NamedRow): Explanation['event'] {
  const text = (name: string) => {
    const value = row[name];
    return value === null || value === undefined ? null : String(value);
  };
  return {
    id: text('eventid') ?? '',
    time: text('eventtime'),
    source: text('eventsource'),
    name: text('eventname'),
    account: text('recipientaccountid'),
    region: text('awsregion'),
  };
}
