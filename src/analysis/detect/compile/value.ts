import { type Expression, tree as t } from '../../../query/sql/index.ts';
import type { Compared, Value } from '../sigma/model.ts';
import { type Field, type FieldTable, type Test, total } from './field.ts';
import { isOpen, patternOf, plainText } from './pieces.ts';

/** Whether a field has what one value of an item asks for. Sigma specification 2.1.0, "Modifiers". */
export function valueTest(value: Value, field: Field, fields: FieldTable): Expression {
  if (value.is === 'any') return t.or(value.of.map((one) => valueTest(one, field, fields)));
  switch (value.is) {
    case 'null':
      return field.isNull;
    case 'exists':
      return value.value ? field.exists : t.not(field.exists);
    case 'text':
      return isOpen(value.pieces) ? field.anyWithin(testOf(value)) : field.any(testOf(value));
    case 'time':
      return timeTest(value, field);
    case 'field':
      return field.any((text) => fieldTest(value, text, fields(value.field)));
    case 'other':
      return field.any(otherTest(value.of, fields));
    default:
      return field.any(testOf(value));
  }
}

/** Whether a text is there and is none of some values. */
function otherTest(values: readonly Compared[], fields: FieldTable): Test {
  const plain = values.filter(isPlain);
  const rest = values.filter((value) => !isPlain(value));
  return (text) => {
    const tests = rest.map((value) =>
      value.is === 'field' ? fieldTest(value, text, fields(value.field)) : testOf(value)(text),
    );
    const same = plain.length > 0 ? [isAmong(text, plain)] : [];
    return t.and([t.isNotNull(text), ...[...same, ...tests].map((one) => t.not(total(one)))]);
  };
}

type Text = Extract<Value, { readonly is: 'text' }>;

/** A text that is looked for as it is: several are one list. */
export function isPlain(value: Value): value is Text {
  return value.is === 'text' && !value.cased && plainText(value.pieces) !== undefined;
}

export function isAmong(text: Expression, plain: readonly Text[]): Expression {
  const literals = plain.map(({ pieces }) => literal(plainText(pieces) ?? '', false));
  return t.among(folded(text), literals);
}

/** A test of one text. */
function testOf(value: Exclude<Compared, { readonly is: 'field' }>): Test {
  switch (value.is) {
    case 'text':
      return (text) => textTest(text, value.pieces, value.cased);
    case 'number':
      return (text) => t.compare(numeric(text), '=', t.number(value.value));
    case 'boolean':
      return (text) => t.compare(folded(text), '=', t.text(String(value.value)));
    case 'compare':
      return (text) => t.compare(numeric(text), OPERATORS[value.op], t.number(value.value));
    case 'regex':
      return (text) => t.call('regexp_like', text, t.text(withFlags(value)));
    case 'cidr':
      return (text) => networkTest(text, value.network);
  }
}

const OPERATORS = { lt: '<', lte: '<=', gt: '>', gte: '>=', eq: '=' } as const;

function numeric(text: Expression): Expression {
  return t.tryCast(text, 'double');
}

function folded(text: Expression): Expression {
  return t.call('lower', text);
}

function textTest(
  text: Expression,
  pieces: Extract<Value, { readonly is: 'text' }>['pieces'],
  cased: boolean,
): Expression {
  const subject = cased ? text : folded(text);
  const plain = plainText(pieces);
  if (plain !== undefined) return t.compare(subject, '=', literal(plain, cased));
  const { pattern, mark, isAnything } = patternOf(pieces);
  if (isAnything) return t.isNotNull(text);
  return t.like(subject, literal(pattern, cased), mark);
}

/** Beyond ASCII the engine folds: JavaScript has other rules for a few letters. */
function literal(text: string, cased: boolean): Expression {
  if (cased) return t.text(text);
  return /^[\0-\x7f]*$/.test(text) ? t.text(text.toLowerCase()) : t.call('lower', t.text(text));
}

function withFlags({ pattern, flags }: Extract<Value, { readonly is: 'regex' }>): string {
  const searched = withoutEdges(pattern);
  return flags.length === 0 ? searched : `(?${flags.join('')})${searched}`;
}

/** A search finds what stands anywhere: `.*` at an edge says nothing there, `.+` no more than `.`, and both are slow. */
function withoutEdges(pattern: string): string {
  if (/[|\\\n]/.test(pattern)) return pattern;
  return pattern.replace(/^\.([*+])(?![?+])/, edge).replace(/\.([*+])$/, edge);
}

function edge(_: string, quantifier: string): string {
  return quantifier === '*' ? '' : '.';
}

/** Trino holds IPv4 as mapped IPv6: without the colon one family would lie in networks of the other. */
function networkTest(text: Expression, network: string): Expression {
  const isSix = t.like(text, t.text('%:%'));
  const family = network.includes(':') ? isSix : t.not(isSix);
  const within = t.call('contains', t.text(network), t.tryCast(text, 'ipaddress'));
  return t.and([family, within]);
}

function timeTest(
  { part, op, value }: Extract<Value, { readonly is: 'time' }>,
  field: Field,
): Expression {
  const test: Test = (moment) => t.compare(t.extract(part, moment), OPERATORS[op], t.number(value));
  if (field.moment) return t.call('coalesce', test(field.moment), t.FALSE);
  return field.any((text) => test(t.call('try', t.call('from_iso8601_timestamp', text))));
}

function fieldTest(
  { how, cased }: Extract<Value, { readonly is: 'field' }>,
  text: Expression,
  other: Field,
): Expression {
  const fold = (one: Expression) => (cased ? one : folded(one));
  return other.any((two) => PAIRS[how](fold(text), fold(two)));
}

const PAIRS: Readonly<
  Record<
    Extract<Value, { readonly is: 'field' }>['how'],
    (text: Expression, part: Expression) => Expression
  >
> = {
  equals: (text, part) => t.compare(text, '=', part),
  contains: (text, part) => t.compare(t.call('strpos', text, part), '>', t.number(0)),
  startswith: (text, part) => t.call('starts_with', text, part),
  endswith: (text, part) => t.call('starts_with', t.call('reverse', text), t.call('reverse', part)),
};
