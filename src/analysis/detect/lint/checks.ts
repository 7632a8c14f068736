import { baseRule } from './checks/base-rule.ts';
import { broad } from './checks/broad.ts';
import { dataEventsNeeded } from './checks/data-events.ts';
import { DEAD_VALUES } from './checks/dead-values.ts';
import { exclusion } from './checks/exclusion.ts';
import { fieldCase } from './checks/field-case.ts';
import { filterWithoutNot } from './checks/filter-without-not.ts';
import { keyCase } from './checks/key-case.ts';
import { level } from './checks/level.ts';
import { noisy } from './checks/noisy.ts';
import { odd } from './checks/odd.ts';
import { overlap } from './checks/overlap.ts';
import { ownFields } from './checks/own-fields.ts';
import { percentile } from './checks/percentile.ts';
import { policyText } from './checks/policy-text.ts';
import { noList, refused } from './checks/refused.ts';
import { sameId } from './checks/same-id.ts';
import { silence } from './checks/silence.ts';
import { silentSelection } from './checks/silent-selection.ts';
import { singleAll } from './checks/single-all.ts';
import { unknownField } from './checks/unknown-field.ts';
import { unusedSelection } from './checks/unused-selection.ts';
import type { Check } from './finding.ts';

/** Every check, in the order of its page. */
export const CHECKS: readonly Check[] = [
  ...[refused, noList],
  ...DEAD_VALUES,
  exclusion,
  ...[unknownField, fieldCase, keyCase, policyText, ownFields, dataEventsNeeded],
  ...[broad, level, singleAll, unusedSelection, filterWithoutNot, sameId, overlap],
  ...[baseRule, silence, percentile, odd],
  ...[noisy, silentSelection],
];
