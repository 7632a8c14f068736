import { page, table } from '../docs/markdown.ts';
import type { Group } from './cases.ts';
import { reasonOf } from './reasons.ts';
import type { Failure, Score } from './run.ts';

const HEAD = `Where an answer differs from that of a real Trino server (476) over the same events, and why. Written by
\`npm run oracle\` from the cases that fail; each is named by its id only. What needs more than microseconds is out of
scope and not counted.`;

const TITLES: Readonly<Record<Group, string>> = {
  corpus: 'Published queries',
  diff: 'Cases of our own',
  assertions: "Trino's own assertions",
};

/** Most ids that a line names. */
const NAMED = 40;

/** The page of differences. */
export function differencesPage(scores: Readonly<Record<Group, Score>>): string {
  const groups = Object.entries(scores) as readonly (readonly [Group, Score])[];
  const figures = groups.map(([group, { same, all }]) => [
    ...[TITLES[group], String(same), String(all), `${percent(same, all)} %`],
  ]);
  const blocks = groups.map(([group, { failures }]) => block(TITLES[group], failures));
  return page(
    '# Where answers differ from Trino',
    HEAD,
    table(['Cases', 'Same', 'Compared', ''], figures),
    ...blocks.filter((one) => one !== ''),
  );
}

export function percent(same: number, all: number): string {
  return ((100 * same) / Math.max(all, 1)).toFixed(2);
}

function block(title: string, failures: readonly Failure[]): string {
  if (failures.length === 0) return '';
  const classes = [...Map.groupBy(failures, ({ what }) => what)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  const rows = classes.map(([what, list]) => [
    ...[what, reasonOf(what), String(list.length), idsText(list)],
  ]);
  return page(`## ${title}`, table(['What', 'Why', 'Cases', 'Ids'], rows));
}

function idsText(failures: readonly Failure[]): string {
  const ids = failures.slice(0, NAMED).map(({ id }) => id);
  const rest = failures.length - ids.length;
  return ids.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
