import type { Collection } from '../sigma/model.ts';
import { CHECKS } from './checks.ts';
import { type Check, type Finding, type LintFacts, type Remark, SEVERITIES } from './finding.ts';

/** Says what is odd about rules and correlations; by file and document, the worst of each first. */
export function lintRules(collection: Collection, facts: LintFacts = {}): readonly Finding[] {
  return CHECKS.flatMap((check) =>
    check.find(collection, facts).map((remark) => findingOf(check, remark)),
  ).sort(byPlace);
}

function findingOf({ code }: Check, remark: Remark): Finding {
  const { about, severity, message, suggestion, line } = remark;
  return {
    rule: about.id || null,
    title: about.title || null,
    place: line === undefined ? about.place : { ...about.place, line },
    ...{ severity, code, message },
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function byPlace(one: Finding, other: Finding): number {
  if (one.place.file !== other.place.file) return one.place.file < other.place.file ? -1 : 1;
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  return (
    one.place.document - other.place.document ||
    rank(other) - rank(one) ||
    one.place.line - other.place.line
  );
}
