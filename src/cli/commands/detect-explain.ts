import {
  type Collection,
  type Correlation,
  type Explanation,
  explainRule,
  type Rule,
} from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { visible } from '../../base/text/index.ts';
import { interruptible } from './ask-calls.ts';
import { type Context, printJson } from './context.ts';
import { deskOptions } from './desk-options.ts';
import { explanationText } from './explanation-text.ts';
import { ruleNamed } from './rule-named.ts';
import { rulesAt } from './rules-at.ts';

export interface DetectExplainFlags {
  readonly rules?: readonly string[];
  readonly json?: boolean;
}

/** A rule, and what it makes of the event. */
export interface RuleExplained {
  readonly rule: Rule;
  readonly explanation: Explanation;
}

/** `trailglass detect explain`: why a rule matches an event or does not. */
export async function runDetectExplain(
  asked: { readonly rule: string; readonly event: string },
  flags: DetectExplainFlags,
  context: Context,
): Promise<void> {
  const collection = rulesAt(flags.rules ?? [], context);
  const named = ruleNamed(collection, asked.rule);
  const explained = await interruptible(deskOptions({}, context), async (engine, signal) => {
    const all: RuleExplained[] = [];
    for (const rule of matchedRules(named, collection)) {
      const explanation = await explainRule(rule, asked.event, engine, signal);
      if (!explanation) throw noEvent(asked.event);
      all.push({ rule, explanation });
    }
    return all;
  });
  if (flags.json) return printJson(context, explained.map(explanationJson));
  const { out } = context.terminal;
  await out.write(explained.map((one) => explanationText(one, out)).join('\n'));
}

/** The rules whose conditions ask about single events: those that a correlation counts. @throws AppError TG_CLI_USAGE */
function matchedRules(named: Rule | Correlation, collection: Collection): readonly Rule[] {
  if (named.kind === 'rule') {
    if (named.own.sql === undefined) return [named];
    throw new AppError('TG_CLI_USAGE', `"${visible(named.title)}" is a rule of plain SQL.`, {
      hint: 'trailglass detect show prints its SQL: ask it with trailglass query.',
    });
  }
  const { rules, correlations } = collection;
  return named.rules.flatMap((id) => {
    const inner = [...rules, ...correlations].find((one) => one.id === id);
    return inner ? matchedRules(inner, collection) : [];
  });
}

function noEvent(id: string): AppError {
  return new AppError('TG_IDENTITY_UNKNOWN', `The lake has no event ${visible(id)}.`);
}

function explanationJson({ rule, explanation }: RuleExplained) {
  const { id, title } = rule;
  return { rule: id, title, ...explanation };
}
