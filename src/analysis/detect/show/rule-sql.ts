import { formatExpression, formatSql } from '../../../query/sql/index.ts';
import { cloudtrailField } from '../compile/cloudtrail-fields.ts';
import { isOwnField } from '../compile/own-fields.ts';
import { conditionOf } from '../compile/tree.ts';
import { fieldsOf, usesCalls } from '../compile/uses.ts';
import type { Rule, Tree } from '../sigma/model.ts';
import { athenaField, isInAthena } from './athena-fields.ts';

/** A rule as one statement. */
export interface RuleSql {
  readonly sql: string;
  /**
   * `athena`: can be pasted there; `trailglass`: only `trailglass query` answers it; `detections`: it calls functions that
   * no query of people's may call.
   */
  readonly runsOn: 'athena' | 'trailglass' | 'detections';
  /** Where it says less, or other, than the rule. One sentence each. */
  readonly notes: readonly string[];
}

/** The SQL of a rule alone, for Athena wherever Athena has all that it asks for. */
export function ruleSql({ condition, own }: Pick<Rule, 'condition' | 'own'>): RuleSql {
  if (own.sql !== undefined) return { sql: own.sql, runsOn: 'athena', notes: timeNotes(own.sql) };
  const only = trailglassOnly(condition);
  const notes = only.length > 0 ? only : athenaNotes(condition);
  const where = formatExpression(
    conditionOf(condition, only.length > 0 ? cloudtrailField : athenaField),
  );
  const table = usesCalls(condition) ? 'calls' : 'cloudtrail_logs';
  return {
    sql: formatSql(`SELECT * FROM ${table} WHERE ${where}`),
    runsOn: only.length === 0 ? 'athena' : where.includes('"$') ? 'detections' : 'trailglass',
    notes: [...notes, ...narrowing(own)],
  };
}

function timeNotes(sql: string): readonly string[] {
  const isBound = /(?<![:\w]):(?:from|to)\b/i.test(sql);
  return isBound
    ? [':from and :to are times of events: a run puts in what it has not asked about yet.']
    : [];
}

function trailglassOnly(condition: Tree): readonly string[] {
  const fields = [...new Set(fieldsOf(condition).filter(isOwnField))];
  return [
    ...(fields.length === 0 ? [] : [`Only Trailglass computes ${fields.join(', ')}.`]),
    ...(hasKeywords(condition) ? ['Only Trailglass looks for keywords in a whole record.'] : []),
  ];
}

function hasKeywords(tree: Tree): boolean {
  switch (tree.is) {
    case 'item':
      return tree.field === undefined;
    case 'not':
    case 'selection':
      return hasKeywords(tree.of);
    default:
      return tree.of.some(hasKeywords);
  }
}

function athenaNotes(condition: Tree): readonly string[] {
  const fields = [...new Set(fieldsOf(condition))];
  const missing = fields.filter((name) => !isInAthena(name));
  const isBelow = (name: string) => OPEN.test(name) && name.includes('.');
  return [
    ...(missing.length === 0 ? [] : [`Athena's table has no ${missing.join(', ')}.`]),
    ...(fields.some(isBelow)
      ? ['Athena does not look into lists inside JSON as the rule does.']
      : []),
  ];
}

const OPEN = /^(requestParameters|responseElements|additionalEventData|serviceEventDetails)\./i;

function narrowing({ newTerms, threshold, absence }: Rule['own']): readonly string[] {
  const keys = Object.entries({ newTerms, threshold, absence }).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  return keys.map((key) => `The rule alerts on fewer of these events: ${key}.`);
}
