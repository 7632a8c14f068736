import type { Expression, JsonBehavior, JsonFunction } from '../ast.ts';
import { type Doc, group, indent, join, line, softline } from './doc.ts';
import { identifier, type Printer, text } from './printer.ts';
import { typeName } from './types.ts';

export function jsonFunction(printer: Printer, node: JsonFunction): Doc {
  const name = node.is.toUpperCase().replace('-', '_');
  const clauses = [...head(printer, node), ...tail(printer, node)];
  if (clauses.length === 0) return `${name}()`;
  return group([`${name}(`, indent([softline, join(line, clauses)]), softline, ')']);
}

/** The members of an object or array, or the invocation of a path. */
function head(printer: Printer, node: JsonFunction): readonly Doc[] {
  const values = node.args.map((value, index) => [
    memberKey(printer, node.keys?.[index]),
    formatted(printer, value, node.formats?.[index]),
  ]);
  const path = node.path ? [text(node.path.value)] : [];
  const members = [...values, ...path];
  const docs: Doc[] = members.length > 0 ? [join([',', line], members)] : [];
  if (node.pathName) docs.push(`AS ${identifier(node.pathName)}`);
  if (node.passing.length > 0) docs.push(['PASSING ', passing(printer, node)]);
  return docs;
}

function memberKey(printer: Printer, key: Expression | undefined): Doc {
  return key ? [printer.expression(key), ' : '] : '';
}

function formatted(printer: Printer, value: Expression, format: string | undefined): Doc {
  return [printer.expression(value), format ? ` FORMAT ${format.toUpperCase()}` : ''];
}

function passing(printer: Printer, node: JsonFunction): Doc {
  const docs = node.passing.map(({ value, name, format }) => [
    formatted(printer, value, format),
    ` AS ${identifier(name)}`,
  ]);
  return join([',', line], docs);
}

const WRAPPERS = {
  without: 'WITHOUT WRAPPER',
  conditional: 'WITH CONDITIONAL WRAPPER',
  unconditional: 'WITH UNCONDITIONAL WRAPPER',
} as const;

/** Clauses in the order of the grammar, which differs: RETURNING ends an object and an array. */
function tail(printer: Printer, node: JsonFunction): readonly Doc[] {
  const makes = node.is === 'json-object' || node.is === 'json-array';
  const returning: Doc[] = node.returning ? [`RETURNING ${outputOf(node)}`] : [];
  const docs: Doc[] = makes ? [] : [...returning];
  if (node.onNull) docs.push(`${node.onNull.toUpperCase()} ON NULL`);
  if (node.uniqueKeys !== undefined) {
    docs.push(`${node.uniqueKeys ? 'WITH' : 'WITHOUT'} UNIQUE KEYS`);
  }
  if (node.wrapper) docs.push(WRAPPERS[node.wrapper]);
  if (node.quotes) docs.push(`${node.quotes.toUpperCase()} QUOTES`);
  if (node.onEmpty) docs.push([behavior(printer, node.onEmpty), ' ON EMPTY']);
  if (node.onError) docs.push([behavior(printer, node.onError), ' ON ERROR']);
  return makes ? [...docs, ...returning] : docs;
}

function outputOf({ returning, outputFormat }: JsonFunction): string {
  const format = outputFormat ? ` FORMAT ${outputFormat.toUpperCase()}` : '';
  return (returning ? typeName(returning) : '') + format;
}

function behavior(printer: Printer, { is, value }: JsonBehavior): Doc {
  if (value) return ['DEFAULT ', printer.expression(value)];
  return is.toUpperCase().replace('-', ' ');
}
