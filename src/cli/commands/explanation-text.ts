import type { Explained, Explanation, Sight } from '../../analysis/detect/index.ts';
import { visible } from '../../base/text/index.ts';
import { cutTo, type Output, widthOf } from '../terminal/index.ts';

/** A rule, and what it makes of one event. */
export interface ShownExplanation {
  readonly rule: { readonly title: string };
  readonly explanation: Explanation;
}

/** Cells that a value is shown in where nothing else limits it. */
const LONGEST = 160;
const LEAST = 12;
const MOST_VALUES = 5;

/** The condition as a tree, a line for each part: whether it held, and what it saw. */
export function explanationText({ rule, explanation }: ShownExplanation, out: Output): string {
  const { event, matches, tree } = explanation;
  const { bold, dim } = out.colors;
  const what = [event.time, event.name, event.source, event.account, event.region];
  const facts = what.map((fact) => visible(fact ?? '-')).join('  ');
  return [
    `${mark(matches, out)} ${bold(visible(rule.title))} ${matches ? 'matches' : 'does not match'}`,
    dim(`  ${facts}`),
    ...linesOf(tree, 1, out),
    '',
  ].join('\n');
}

function linesOf(node: Explained, depth: number, out: Output): readonly string[] {
  const head = `${'  '.repeat(depth)}${mark(node.holds, out)}`;
  if (node.is === 'item') return [`${head} ${itemText(node, depth, out)}`];
  const name = node.is === 'selection' ? visible(node.name) : WORDS[node.is];
  const inner = node.of.flatMap((one) => linesOf(one, depth + 1, out));
  return [`${head} ${name}`, ...inner];
}

const WORDS = { and: 'all of', or: 'any of', not: 'not' } as const;

function mark(holds: boolean, { colors }: Output): string {
  return holds ? colors.green('✓') : colors.red('✗');
}

type Item = Extract<Explained, { readonly is: 'item' }>;

function itemText({ key, wants, saw }: Item, depth: number, out: Output): string {
  const name = visible(key || 'keywords');
  const left = out.width - 2 * depth - widthOf(`✓ ${name}:   saw `);
  const room = Math.min(LONGEST, Math.max(LEAST, left / 2));
  const asked = `${name}: ${cutTo(visible(wants), room)}`;
  if (saw.length === 0) return asked;
  const seen = saw.map((sight) => `${nameIn(sight, saw)}${sightText(sight)}`).join(', ');
  return `${asked}  ${out.colors.dim(`saw ${cutTo(seen, room)}`)}`;
}

/** Of several fields each is named. */
function nameIn({ field }: Sight, saw: readonly Sight[]): string {
  return saw.length > 1 ? `${visible(field)} ` : '';
}

function sightText({ values, exists }: Sight): string {
  if (values.length === 0) return exists ? 'null, or an empty list' : 'nothing';
  const shown = values.slice(0, MOST_VALUES).map((value) => `"${visible(value)}"`);
  const more = values.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
