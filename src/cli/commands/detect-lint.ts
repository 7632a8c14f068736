import {
  type Collection,
  type Finding,
  lintRules,
  readHistory,
  SEVERITIES,
  type Severity,
} from '../../analysis/detect/index.ts';
import { plural, visible } from '../../base/text/index.ts';
import { hangText, type Output } from '../terminal/index.ts';
import { interruptible } from './ask-calls.ts';
import { type Context, printJson } from './context.ts';
import { deskOptions } from './desk-options.ts';
import { FOUND } from './exit-codes.ts';
import { rulesAt } from './rules-at.ts';

export interface DetectLintFlags {
  readonly history?: boolean;
  readonly failOn?: Severity;
  readonly json?: boolean;
}

/** `trailglass detect lint`: what will not work as it was meant, before an event tells. */
export async function runDetectLint(
  paths: readonly string[],
  flags: DetectLintFlags,
  context: Context,
): Promise<void> {
  const collection = rulesAt(paths, context);
  const findings = lintRules(collection, await factsOf(collection, flags, context));
  const { failOn } = flags;
  if (failOn !== undefined && findings.some(isFrom(failOn))) context.exitWith(FOUND);
  if (flags.json) return printJson(context, findings.map(findingJson));
  const { out } = context.terminal;
  await out.write(findings.map((finding) => findingText(finding, out)).join(''));
  await out.write(out.colors.dim(`${summaryOf(findings, collection)}\n`));
}

async function factsOf(collection: Collection, { history }: DetectLintFlags, context: Context) {
  if (!history) return {};
  return interruptible(deskOptions({}, context), async (engine, signal) => ({
    history: await readHistory(collection, engine, signal),
  }));
}

function isFrom(least: Severity): (finding: Finding) => boolean {
  return ({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

function findingJson({ place, ...finding }: Finding) {
  return { ...finding, ...place };
}

const INDENT = 2;

function findingText(finding: Finding, out: Output): string {
  const { place, title, severity, code, message, suggestion } = finding;
  const { bold, dim } = out.colors;
  const where = bold(visible(`${place.file}:${place.line}`));
  const lines = [
    `${where}  ${dim(visible(title ?? ''))}`,
    `  ${colored(severity, out)} ${hangText(`${visible(message)} (${code})`, out.width, INDENT)}`,
    ...(suggestion === undefined ? [] : [`  ${hangText(visible(suggestion), out.width, INDENT)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function colored(severity: Severity, { colors }: Output): string {
  const paint = { error: colors.red, warning: colors.yellow, hint: colors.cyan }[severity];
  return paint(`${severity}:`);
}

function summaryOf(findings: readonly Finding[], { rules, correlations }: Collection): string {
  const counts = SEVERITIES.toReversed().map((severity) =>
    plural(findings.filter((one) => one.severity === severity).length, severity),
  );
  const what = `${plural(rules.length, 'rule')}, ${plural(correlations.length, 'correlation')}`;
  return `(${counts.join(', ')} in ${what})`;
}
