import { type Correlation, type Rule, type RuleSql, ruleSql } from '../../analysis/detect/index.ts';
import { type Context, printJson } from './context.ts';
import { type KnownRule, knownRules } from './listed-rules.ts';
import { ruleNamed } from './rule-named.ts';
import { ruleText } from './rule-text.ts';

export interface DetectShowFlags {
  readonly rules?: readonly string[];
  readonly json?: boolean;
}

/** A rule with all that is shown of it; of a correlation the rules that it reads. */
export interface ShownRule extends KnownRule {
  readonly sql?: RuleSql;
  readonly reads: readonly (Rule | Correlation)[];
}

/** `trailglass detect show`: all that there is to know of a rule. */
export async function runDetectShow(
  name: string,
  flags: DetectShowFlags,
  context: Context,
): Promise<void> {
  const shown = shownRule(name, flags, context);
  if (flags.json) return printJson(context, shownJson(shown));
  const { out } = context.terminal;
  await out.write(ruleText(shown, out));
}

/** @throws AppError TG_RULE_UNKNOWN */
function shownRule(name: string, flags: DetectShowFlags, context: Context): ShownRule {
  const { listed, refused } = knownRules(flags.rules ?? [], context);
  const all = listed.map(({ rule }) => rule);
  const rules = all.filter((one) => one.kind === 'rule');
  const correlations = all.filter((one) => one.kind === 'correlation');
  const rule = ruleNamed({ rules, correlations, refused, foreign: 0 }, name);
  const known = listed.find((one) => one.rule === rule) ?? { rule };
  if (rule.kind === 'rule') return { ...known, sql: ruleSql(rule), reads: [] };
  return { ...known, reads: rule.rules.flatMap((id) => all.find((one) => one.id === id) ?? []) };
}

function shownJson({ rule, use, why, fault, sql, reads }: ShownRule) {
  const { id, name, title, kind, level, status, author, license, description } = rule;
  return {
    ...{ rule: id, name: name ?? null, title, kind, level, status: status ?? null },
    ...{ author: author ?? null, license: license ?? null, description: description ?? null },
    ...{ references: rule.references, tags: rule.tags, falsepositives: rule.falsepositives },
    ...{ fields: rule.fields, needs: rule.own.needs ?? [], pack: rule.pack ?? null },
    ...{ file: rule.place.file, line: rule.place.line, use: use ?? null },
    ...(why === undefined ? {} : { why }),
    ...(fault === undefined ? {} : { fault }),
    condition: rule.kind === 'rule' ? rule.conditionText : [],
    ...(sql === undefined ? {} : { sql }),
    ...(rule.kind === 'correlation' ? { correlation: correlationJson(rule, reads) } : {}),
  };
}

function correlationJson(
  { type, groupBy, timespan, condition, generate }: Correlation,
  reads: ShownRule['reads'],
) {
  const rules = reads.map(({ id, title }) => ({ rule: id, title }));
  return { type, rules, groupBy, timespan, condition, generate };
}
