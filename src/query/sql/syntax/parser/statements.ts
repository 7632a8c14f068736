import type { CreateView, Explain, ExplainOption, Statement, StringLiteral } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { commaList, identifier, qualifiedName, stringLiteral } from './names.ts';
import { query } from './queries.ts';

/** One statement and the end of the text; a `;` may stand between. */
export function soleStatement(cursor: Cursor): Statement {
  const result = statement(cursor);
  const semicolon = cursor.token;
  if (semicolon.symbol === ';' && cursor.peek(1).symbol !== ';') {
    cursor.take();
    if (cursor.token.kind !== 'end') {
      const hint = 'Run the statements one after the other.';
      cursor.refuse(cursor.token, 'only one statement can be run at a time', hint);
    }
  }
  cursor.expecting('<EOF>');
  if (cursor.token.kind !== 'end') cursor.fail();
  return result;
}

const QUERY_STARTS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', '(']);

function statement(cursor: Cursor): Statement {
  cursor.enter();
  const { start, symbol } = cursor.token;
  const form = Object.hasOwn(FORMS, symbol) ? FORMS[symbol] : undefined;
  const result = form ? form(cursor) : queryStatement(cursor, start);
  cursor.leave();
  return result;
}

const FORMS: Readonly<Record<string, (cursor: Cursor) => Statement>> = {
  SHOW: show,
  DESCRIBE: describe,
  DESC: describe,
  EXPLAIN: explain,
  CREATE: createView,
};

function queryStatement(cursor: Cursor, start: number): Statement {
  if (!QUERY_STARTS.has(cursor.token.symbol)) refuseStatement(cursor);
  const inner = query(cursor);
  return { is: 'query', query: inner, span: cursor.spanFrom(start) };
}

const ONLY_QUERIES =
  'Write SELECT, SHOW TABLES, SHOW COLUMNS, SHOW FUNCTIONS, SHOW PARTITIONS, DESCRIBE or EXPLAIN.';

const OTHER_STATEMENTS: ReadonlySet<string> = new Set([
  ...['ALTER', 'ANALYZE', 'CALL', 'COMMENT', 'COMMIT', 'CREATE', 'DEALLOCATE', 'DELETE', 'DENY'],
  ...['DROP', 'EXECUTE', 'GRANT', 'INSERT', 'MERGE', 'MSCK', 'OPTIMIZE', 'PREPARE', 'REFRESH'],
  ...['RESET', 'REVOKE', 'ROLLBACK', 'SET', 'START', 'TRUNCATE', 'UNLOAD', 'UPDATE', 'USE'],
  ...['VACUUM'],
]);

function refuseStatement(cursor: Cursor): never {
  const { token } = cursor;
  if (!OTHER_STATEMENTS.has(token.symbol)) {
    for (const word of [...QUERY_STARTS, ...Object.keys(FORMS)]) cursor.expecting(`'${word}'`);
    return cursor.fail();
  }
  return cursor.refuse(token, `only queries are run, no ${token.symbol}`, ONLY_QUERIES);
}

function show(cursor: Cursor): Statement {
  const { start } = cursor.take();
  const what = cursor.acceptOne('TABLES', 'COLUMNS', 'FUNCTIONS', 'PARTITIONS');
  switch (what) {
    case 'TABLES':
    case 'FUNCTIONS': {
      const database = acceptFrom(cursor) ? qualifiedName(cursor) : undefined;
      const is = what === 'TABLES' ? 'show-tables' : 'show-functions';
      const like = likeClause(cursor);
      return { is, ...(database && { database }), ...like, span: cursor.spanFrom(start) };
    }
    case 'COLUMNS': {
      const table = tableAfterFrom(cursor);
      return { is: 'show-columns', table, ...likeClause(cursor), span: cursor.spanFrom(start) };
    }
    case 'PARTITIONS': {
      acceptFrom(cursor);
      const table = qualifiedName(cursor);
      return { is: 'show-partitions', table, span: cursor.spanFrom(start) };
    }
    default:
      return refuseShow(cursor);
  }
}

function refuseShow(cursor: Cursor): never {
  if (cursor.token.kind !== 'word') cursor.fail();
  return cursor.refuse(cursor.token, `SHOW ${cursor.token.symbol} is not answered`, ONLY_QUERIES);
}

function acceptFrom(cursor: Cursor): boolean {
  return cursor.acceptOne('FROM', 'IN') !== undefined;
}

function tableAfterFrom(cursor: Cursor) {
  cursor.expectOne('FROM', 'IN');
  return qualifiedName(cursor);
}

interface LikeClause {
  readonly like?: StringLiteral;
  readonly escape?: StringLiteral;
}

function likeClause(cursor: Cursor): LikeClause {
  if (!cursor.accept('LIKE')) return {};
  const like = stringLiteral(cursor);
  if (!cursor.accept('ESCAPE')) return { like };
  return { like, escape: stringLiteral(cursor) };
}

function describe(cursor: Cursor): Statement {
  const { start } = cursor.take();
  const table = qualifiedName(cursor);
  return { is: 'show-columns', table, span: cursor.spanFrom(start) };
}

function explain(cursor: Cursor): Explain {
  const { start } = cursor.take();
  const analyze = cursor.accept('ANALYZE');
  const verbose = analyze && cursor.accept('VERBOSE');
  const options = analyze ? [] : explainOptions(cursor);
  const inner = statement(cursor);
  const span = cursor.spanFrom(start);
  return { is: 'explain', analyze, verbose, options, statement: inner, span };
}

function explainOptions(cursor: Cursor): readonly ExplainOption[] {
  if (!cursor.sees('(', 'TYPE') && !cursor.sees('(', 'FORMAT')) return [];
  cursor.expect('(');
  const options = commaList(cursor, explainOption);
  cursor.expect(')');
  return options;
}

function explainOption(cursor: Cursor): ExplainOption {
  const { start } = cursor.token;
  if (cursor.expectOne('TYPE', 'FORMAT') === 'FORMAT') {
    const value = cursor.expectOne('TEXT', 'GRAPHVIZ', 'JSON').toLowerCase();
    return { name: 'format', value, span: cursor.spanFrom(start) };
  }
  const value = cursor.expectOne('LOGICAL', 'DISTRIBUTED', 'VALIDATE', 'IO').toLowerCase();
  return { name: 'type', value, span: cursor.spanFrom(start) };
}

function createView(cursor: Cursor): CreateView {
  const create = cursor.take();
  const replace = cursor.accept('OR');
  if (replace) cursor.expect('REPLACE');
  if (!cursor.accept('VIEW')) {
    cursor.refuse(create, 'only queries are run, no CREATE', ONLY_QUERIES);
  }
  const name = qualifiedName(cursor);
  if (cursor.accept('COMMENT')) stringLiteral(cursor);
  if (cursor.accept('SECURITY')) identifier(cursor);
  cursor.expect('AS');
  const inner = query(cursor);
  const span = cursor.spanFrom(create.start);
  return { is: 'create-view', replace, name, query: inner, span };
}
