import type { FunctionTable } from '../functions/registry.ts';
import { refuse } from '../refusal.ts';
import type {
  QualifiedName,
  ShowColumns,
  ShowFunctions,
  ShowTables,
  Span,
} from '../syntax/index.ts';
import { allTables, type LakeTable } from '../tables/index.ts';
import { columnTypeName, VARCHAR } from '../types/index.ts';
import { type Answer, likeTest } from './answer.ts';

type Find = (name: QualifiedName) => LakeTable | undefined;

/** SHOW TABLES: the lake's tables, under the names that are theirs. */
export function showTables(statement: ShowTables): Answer {
  const names = allTables().map(({ name }) => name);
  return oneColumn('Table', names.filter(wanted(statement)).sort());
}

/** SHOW COLUMNS and DESCRIBE: hidden columns too, and how they are hidden. @throws Refusal TABLE_NOT_FOUND */
export function showColumns(statement: ShowColumns, find: Find): Answer {
  const table = knownTable(statement.table, statement.span, find);
  const isWanted = wanted(statement);
  const columns = table.columns.filter((column) => isWanted(column.name));
  return {
    columns: ['Column', 'Type', 'Extra', 'Comment'].map((one) => ({ name: one, type: VARCHAR })),
    rows: columns.map(({ name: column, type, hidden, about }) => [
      ...[column, columnTypeName(type), hidden ? 'not in SELECT *' : '', about],
    ]),
  };
}

/** SHOW FUNCTIONS: one row a signature. */
export function showFunctions(statement: ShowFunctions, functions: FunctionTable): Answer {
  const isWanted = wanted(statement);
  const rows = functions.names
    .filter(isWanted)
    .flatMap((name) =>
      functions
        .find(name)
        .flatMap(({ signatures, kind, about }) =>
          signatures.map((signature) => [name, ...partsOf(signature), kind, about]),
        ),
    );
  const names = ['Function', 'Argument Types', 'Return Type', 'Function Type', 'Description'];
  return { columns: names.map((name) => ({ name, type: VARCHAR })), rows };
}

/** The table of a statement. @throws Refusal TABLE_NOT_FOUND */
export function knownTable(name: QualifiedName, span: Span, find: Find): LakeTable {
  const table = find(name);
  if (table) return table;
  const typed = name.parts.map((part) => part.name.toLowerCase()).join('.');
  return refuse('TABLE_NOT_FOUND', `Table '${typed}' does not exist`, span);
}

/** `substr(varchar, bigint) varchar` as arguments and result. */
function partsOf(signature: string): readonly [args: string, result: string] {
  const open = signature.indexOf('(');
  let depth = 0;
  const close = [...signature].findIndex((character) => {
    if (character === '(') depth++;
    if (character === ')') depth--;
    return character === ')' && depth === 0;
  });
  return [signature.slice(open + 1, close), signature.slice(close + 1).trim()];
}

type Wish = Pick<ShowTables, 'like' | 'escape'>;

function wanted({ like, ...rest }: Wish): (text: string) => boolean {
  return like ? likeTest(like.value, rest.escape?.value) : () => true;
}

function oneColumn(name: string, values: readonly string[]): Answer {
  return { columns: [{ name, type: VARCHAR }], rows: values.map((value) => [value]) };
}
