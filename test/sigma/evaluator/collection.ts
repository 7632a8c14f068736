import { type EvaluationOptions, type RuleTest, readRule } from './evaluate.ts';
import { type Dictionary, isDictionary } from './fields.ts';
import { refuse } from './refused.ts';

/** A rule of a collection, with the filters that lie over it. */
export interface CollectedRule {
  readonly document: Dictionary;
  readonly matches: RuleTest;
}

/** The rules of a file's documents; a rule counts where none of its filters says no. */
export function readCollection(
  documents: readonly unknown[],
  options: EvaluationOptions = {},
): readonly CollectedRule[] {
  const maps = documents.filter(isDictionary);
  const filters = maps.flatMap((document) => readFilter(document, options));
  return maps
    .filter((document) => document.detection !== undefined)
    .map((document) => {
      const own = readRule(document, options);
      const over = filters.filter((filter) => filter.covers(document));
      return {
        document,
        matches: (record) => own(record) && over.every((filter) => filter.keeps(record)),
      };
    });
}

interface Filter {
  readonly covers: (rule: Dictionary) => boolean;
  readonly keeps: RuleTest;
}

function readFilter(document: Dictionary, options: EvaluationOptions): readonly Filter[] {
  if (document.filter === undefined) return [];
  const body = isDictionary(document.filter) ? document.filter : refuse('a filter is a map');
  const { rules, ...detection } = body;
  const keeps = readRule({ title: document.title, detection }, options);
  if (rules === 'any' || (Array.isArray(rules) && rules.length === 0)) {
    return [{ covers: () => true, keeps }];
  }
  const names = Array.isArray(rules) ? rules : [rules];
  return [{ covers: (rule) => names.some((name) => isNamed(rule, name)), keeps }];
}

export function isNamed(document: Dictionary, name: unknown): boolean {
  return [document.id, document.name, document.title].includes(name);
}
