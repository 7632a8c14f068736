import type {
  Explain,
  Expression,
  ShowColumns,
  ShowFunctions,
  ShowTables,
  Statement,
} from '../ast.ts';
import { tokenize } from '../lexer.ts';
import { parseStatement } from '../parser/index.ts';
import { Comments } from './comments.ts';
import { type Doc, hardline, join, render } from './doc.ts';
import { expression } from './expressions.ts';
import { type Printer, qualifiedName, text } from './printer.ts';
import { query } from './queries.ts';

/**
 * A tree as Athena SQL: keywords in upper case, a clause a line, a line feed at the end.
 * With the text that it was read from, its comments are kept at the nearest place.
 */
export function formatStatement(statement: Statement, source?: string): string {
  const comments = new Comments(source ?? '', source ? tokenize(source).comments : []);
  const printer: Printer = {
    comments,
    expression: (node, least = 0) => expression(printer, node, least),
    query: (node) => query(printer, node),
  };
  const lead = comments.before(statement.span.start);
  const doc = print(printer, statement);
  return render([lead, doc, comments.beforeClosing(Number.POSITIVE_INFINITY)]);
}

/** An expression alone. */
export function formatExpression(node: Expression): string {
  const printer: Printer = {
    comments: new Comments('', []),
    expression: (inner, least = 0) => expression(printer, inner, least),
    query: (inner) => query(printer, inner),
  };
  return render(printer.expression(node)).trimEnd();
}

/** A text in the house's spelling. Throws a SqlError when it cannot be read. */
export function formatSql(sql: string): string {
  return formatStatement(parseStatement(sql), sql);
}

function print(printer: Printer, node: Statement): Doc {
  switch (node.is) {
    case 'query':
      return printer.query(node.query);
    case 'show-tables':
      return ['SHOW TABLES', fromDatabase(node), likeClause(node)];
    case 'show-functions':
      return ['SHOW FUNCTIONS', fromDatabase(node), likeClause(node)];
    case 'show-columns':
      return [`SHOW COLUMNS FROM ${qualifiedName(node.table)}`, likeClause(node)];
    case 'show-partitions':
      return `SHOW PARTITIONS ${qualifiedName(node.table)}`;
    case 'explain':
      return [explainWords(node), hardline, print(printer, node.statement)];
    case 'create-view': {
      const words = node.replace ? 'CREATE OR REPLACE VIEW' : 'CREATE VIEW';
      return [`${words} ${qualifiedName(node.name)} AS`, hardline, printer.query(node.query)];
    }
  }
}

function fromDatabase({ database }: ShowTables | ShowFunctions): string {
  return database ? ` FROM ${qualifiedName(database)}` : '';
}

function likeClause({ like, escape: mark }: ShowTables | ShowFunctions | ShowColumns): string {
  if (!like) return '';
  return ` LIKE ${text(like.value)}${mark ? ` ESCAPE ${text(mark.value)}` : ''}`;
}

function explainWords({ analyze, verbose, options }: Explain): Doc {
  if (analyze) return verbose ? 'EXPLAIN ANALYZE VERBOSE' : 'EXPLAIN ANALYZE';
  const given = options.map(({ name, value }) => `${name} ${value}`.toUpperCase());
  return ['EXPLAIN', given.length > 0 ? [' (', join(', ', given), ')'] : ''];
}
