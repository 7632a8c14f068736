import {
  PARAMETER_TYPES,
  type QueryParameter,
  type SavedQuery,
  savedQueries,
} from '../../src/query/desk/index.ts';
import { code, heading, page, table } from './markdown.ts';

const INTRO = `
Questions that come with Trailglass. \`trailglass query run NAME\` asks one, \`trailglass query show NAME\`
prints its SQL; [saved queries](../guide/saved-queries.md) says how to write your own.

*Time*: the query takes \`from\` and \`to\`, as \`--param from=T-7d\`; without them it looks at everything.
A parameter without \`=\` must be given.`;

const GROUPS: Readonly<Record<string, string>> = {
  systems: 'Systems',
  throttling: 'Throttling',
  console: 'The console',
  identities: 'Identities',
  denied: 'Denied and failed calls',
  new: 'What is new',
  iam: 'IAM',
  data: 'Data',
  kms: 'Keys',
  network: 'Networks',
  logging: 'Logging',
  changes: 'Changes',
  terraform: 'Terraform and people',
  noise: 'Cost and noise',
};

/** Every query of `queries/`, under the first of its tags. */
export function queriesPage(): string {
  const groups = Map.groupBy(savedQueries(), ({ tags }) => titleOf(tags[0]));
  const titles = [...new Set([...Object.values(GROUPS), ...groups.keys()])];
  return page(
    heading('Saved queries', 'queries/*.sql'),
    INTRO,
    ...titles.flatMap((title) => {
      const rows = groups.get(title)?.map(rowOf) ?? [];
      if (rows.length === 0) return [];
      const head = ['Query', 'What it answers', 'Parameters', 'Chart', 'Tags'];
      return [`## ${title}`, table(head, rows)];
    }),
    '## Types of parameters',
    table(['Type', 'Is', 'Such as'], typeRows()),
  );
}

function titleOf(tag = ''): string {
  return GROUPS[tag] ?? tag.charAt(0).toUpperCase() + tag.slice(1);
}

function rowOf({ name, title, description, parameters, chart, tags }: SavedQuery) {
  const hasTime = ['from', 'to'].every((end) => parameters.some((one) => one.name === end));
  const rest = parameters.filter((one) => !hasTime || !['from', 'to'].includes(one.name));
  const words = [...(hasTime ? ['*time*'] : []), ...rest.map(parameterOf)].join('; ');
  return [code(name), `**${title}.** ${description}`, words, chart?.kind ?? '', tags.join(', ')];
}

function parameterOf({ name, type, description, default: value }: QueryParameter): string {
  const start = value === undefined ? '' : ` = ${value}`;
  return `${code(`${name} ${type}${start}`)}: ${description.replace(/\.$/, '')}`;
}

function typeRows() {
  return Object.entries(PARAMETER_TYPES).map(([name, { what, example }]) => {
    return [code(name), what, code(example)];
  });
}
