import { type Expression, parseExpression } from '../conditions/expression.ts';
import type { CorrelationType, Heading, OwnKeys, RuleTree } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import { flagAt, hint, mapAt, textAt, textsAt, valueAt } from '../yaml/keys.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { type Bounds, readBounds } from './bounds.ts';
import { readDuration } from './duration.ts';
import { type Origin, readHeading } from './heading.ts';
import { readOwn } from './own.ts';

const TYPES: readonly CorrelationType[] = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
];

const KEYS = ['type', 'rules', 'group-by', 'timespan', 'condition', 'aliases', 'generate'];

/** A correlation whose rules are still named as the author named them. */
export interface CorrelationDraft {
  readonly heading: Heading;
  readonly type: CorrelationType;
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  /** Alias to rule to field. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly timespan: number;
  /** Absent: all of its rules. */
  readonly condition?: Bounds | { readonly is: 'rules'; readonly of: RuleTree };
  readonly generate: boolean;
  readonly own: OwnKeys;
}

/**
 * Reads a document with `correlation`.
 * @throws Fault
 */
export function readCorrelation(map: YamlMap, origin: Origin): CorrelationDraft {
  const warnings: string[] = [];
  const warn = (sentence: string) => warnings.push(sentence);
  const heading = readHeading(map, origin, warn);
  if (!heading.hasOwnLevel) warn('It has no level: medium is used.');
  const correlation = mapAt(map, 'correlation');
  if (!correlation) throw new Fault('correlation is empty.');
  for (const { key } of correlation.entries) {
    if (!KEYS.includes(key)) warn(`A correlation has no key ${key}.${hint(key, KEYS)}`);
  }
  const type = typeOf(correlation);
  const condition = conditionOf(correlation, type, warn);
  const draft = {
    type,
    rules: rulesOf(correlation, condition),
    groupBy: textsAt(correlation, 'group-by'),
    aliases: aliasesOf(correlation),
    timespan: timespanOf(correlation),
    generate: flagAt(correlation, 'generate') ?? flagAt(map, 'generate') ?? false,
    own: readOwn(map, undefined).own,
  };
  return { ...draft, ...(condition && { condition }), heading: { ...heading, warnings } };
}

function typeOf(correlation: YamlMap): CorrelationType {
  const text = textAt(correlation, 'type');
  if (text === undefined) throw new Fault('The correlation has no type.', correlation.line);
  const type = TYPES.find((one) => one === text);
  if (type) return type;
  throw new Fault(
    `The correlation type ${text} is not known.${hint(text, TYPES)}`,
    valueAt(correlation, 'type')?.line,
  );
}

function conditionOf(
  correlation: YamlMap,
  type: CorrelationType,
  warn: (sentence: string) => void,
): CorrelationDraft['condition'] {
  const value = valueAt(correlation, 'condition');
  const isTemporal = type === 'temporal' || type === 'temporal_ordered';
  if (!value) {
    if (isTemporal) return undefined;
    throw new Fault(`${type} needs a condition.`, correlation.line);
  }
  if (value.is === 'map') return readBounds(value, type, warn);
  if (value.is === 'list') throw new Fault('The condition is a list.', value.line);
  if (!isTemporal) {
    throw new Fault(`The condition of ${type} is a map of bounds, not a text.`, value.line);
  }
  return { is: 'rules', of: ruleTree(parseExpression(value.text, value.line), value.line) };
}

/** A condition in words may name the rules alone. */
function rulesOf(
  correlation: YamlMap,
  condition: CorrelationDraft['condition'],
): readonly string[] {
  const named = condition?.is === 'rules' ? namesOf(condition.of) : undefined;
  const rules = textsAt(correlation, 'rules');
  if (rules.length === 0 && named) return named;
  if (rules.length === 0) throw new Fault('The correlation names no rules.', correlation.line);
  if (!named) return rules;
  const idle = rules.filter((rule) => !named.includes(rule));
  if (idle.length > 0) {
    throw new Fault(`The condition leaves out ${idle.join(', ')}.`, correlation.line);
  }
  const strange = named.filter((rule) => !rules.includes(rule));
  if (strange.length > 0) {
    throw new Fault(
      `The condition names ${strange.join(', ')}, which rules does not.`,
      correlation.line,
    );
  }
  return rules;
}

function ruleTree(expression: Expression, line: number): RuleTree {
  switch (expression.is) {
    case 'name':
      return { is: 'rule', rule: expression.name };
    case 'not':
      return { is: 'not', of: ruleTree(expression.of, line) };
    case 'and':
    case 'or':
      return { is: expression.is, of: expression.of.map((one) => ruleTree(one, line)) };
    case 'some':
      throw new Fault('The condition of a correlation names rules, not patterns.', line);
    default:
      return expression satisfies never;
  }
}

/** Each once, as they come. */
function namesOf(tree: RuleTree): readonly string[] {
  switch (tree.is) {
    case 'rule':
      return [tree.rule];
    case 'not':
      return namesOf(tree.of);
    case 'and':
    case 'or':
      return [...new Set(tree.of.flatMap(namesOf))];
    default:
      return tree satisfies never;
  }
}

function aliasesOf(correlation: YamlMap): CorrelationDraft['aliases'] {
  const aliases = mapAt(correlation, 'aliases');
  if (!aliases) return {};
  return Object.fromEntries(
    aliases.entries.map(({ key, value, line }) => {
      if (value.is !== 'map') throw new Fault(`The alias ${key} is no map of rules.`, line);
      const fields = value.entries.map((entry) => [entry.key, textAt(value, entry.key) ?? '']);
      return [key, Object.fromEntries(fields)];
    }),
  );
}

function timespanOf(correlation: YamlMap): number {
  const text = textAt(correlation, 'timespan');
  if (text === undefined) throw new Fault('The correlation has no timespan.', correlation.line);
  const seconds = readDuration(text.trim());
  if (seconds !== undefined) return seconds;
  const why = /^\d+[My]$/.test(text)
    ? 'months and years have no fixed length'
    : 'write it as 30s, 10m, 24h, 7d or 2w';
  throw new Fault(
    `The timespan ${text} is not one: ${why}.`,
    valueAt(correlation, 'timespan')?.line,
  );
}
