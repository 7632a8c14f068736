import { readCondition } from './condition.ts';
import { type Dictionary, isDictionary, lookupIn } from './fields.ts';
import { readItem, type Subject, type Test } from './items.ts';
import { refuse } from './refused.ts';
import type { Placeholders } from './texts.ts';
import { scalarsOf } from './values.ts';

export interface EvaluationOptions {
  readonly placeholders?: Placeholders;
  /** Fields that are computed beside the record's. */
  readonly virtual?: (record: Dictionary) => Dictionary;
}

/** Whether a rule's detection matches a record. */
export type RuleTest = (record: Dictionary) => boolean;

/**
 * Reads a rule, slowly and from its document as YAML gives it.
 * @throws RefusedRule where the specification says error
 */
export function readRule(document: unknown, options: EvaluationOptions = {}): RuleTest {
  const rule = isDictionary(document) ? document : refuse('a rule is a map');
  const detection = isDictionary(rule.detection) ? rule.detection : refuse('no detection');
  if (Number(rule['sigma-version'] ?? 2) >= 3) refuse('brackets of version 3 are not read');
  const test = readDetection(detection, options.placeholders ?? {});
  return (record) => test(subjectOf(record, options));
}

export function evaluateRule(
  document: unknown,
  record: Dictionary,
  options: EvaluationOptions = {},
): boolean {
  return readRule(document, options)(record);
}

function subjectOf(record: Dictionary, { virtual }: EvaluationOptions): Subject {
  return {
    lookup: lookupIn(record, virtual?.(record)),
    all: { present: true, isNull: false, leaves: scalarsOf(record) },
  };
}

/** Selections and a condition; a filter has the same. */
function readDetection(detection: Dictionary, placeholders: Placeholders): Test {
  const { condition, timeframe, ...selections } = detection;
  if (timeframe !== undefined) refuse('a timeframe belongs into a correlation');
  const tests = new Map(
    Object.entries(selections).map(([name, body]) => [name, readSelection(body, placeholders)]),
  );
  const conditions = (Array.isArray(condition) ? condition : [condition]).map((text) =>
    typeof text === 'string' ? readCondition(text, [...tests.keys()]) : refuse('no condition'),
  );
  return (subject) =>
    conditions.some((holds) => holds((name) => tests.get(name)?.(subject) === true));
}

/** A map is AND; a list is OR, of maps and of keywords. */
function readSelection(body: unknown, placeholders: Placeholders): Test {
  if (Array.isArray(body)) {
    if (body.length === 0) refuse('a selection is empty');
    const tests = body.map((member) => readSelection(member, placeholders));
    return (subject) => tests.some((test) => test(subject));
  }
  if (!isDictionary(body)) return readItem('', body, placeholders);
  const tests = Object.entries(body).map(([key, value]) => readItem(key, value, placeholders));
  return (subject) => tests.every((test) => test(subject));
}
