import { VARIABLES } from '../../src/base/config/config.ts';
import { configJsonSchema } from '../../src/base/config/index.ts';
import { code, codeBlock, heading, page, table } from './markdown.ts';
import { type Schema as NotifySchema, routesTable, sinksTable } from './notify.ts';

const INTRO = `
Everything works without a configuration. What is set with a flag wins over an environment variable, that
over \`trailglass.yaml\`, that over the default; \`trailglass config show --origin\` says which it was.

\`trailglass.yaml\` is looked for in this order, and the first one found is read: the file of \`--config\`,
the file of \`TRAILGLASS_CONFIG\`, the working folder, \`$XDG_CONFIG_HOME/trailglass/\` (by default
\`~/.config/trailglass/\`). A key that is not known is an error, with its line and column. Relative paths
in it start at the working folder.`;

const EXAMPLE = `
home: /var/lib/trailglass
trails:
  production:
    s3: s3://example-trail-logs/AWSLogs/o-exampleorgid/
    accounts: ['111122223333', '444455556666']
    roleArn: arn:aws:iam::111122223333:role/log-reader
    externalId: \${env:LOG_READER_EXTERNAL_ID}
  archive:
    path: /srv/cloudtrail
query:
  memory: 4GB`;

const TRAILS = `
The name of a trail has the characters a-z, 0-9, \`-\` and \`_\`; \`trailglass collect NAME\` collects it, and
\`trailglass collect\` all of them. A trail has either \`path\` or \`s3\`.`;

const PLACES = `
The table \`calls\` has the columns \`country\` (two letters, ISO 3166-1) and \`asn\` (the number of the autonomous
system) of the source address. They come from files of your own in MaxMind's DB format; without them they are NULL.
Nothing is downloaded, and no address leaves the machine.

MaxMind's GeoLite2 Country and ASN and DB-IP's Lite databases are such files; each has its own licence, and MaxMind
wants an account. Put a new copy in place from time to time: addresses move.

\`\`\`yaml
enrichment:
  country: /srv/places/GeoLite2-Country.mmdb
  asn: /srv/places/GeoLite2-ASN.mmdb
\`\`\`

What they say is approximate: where a network is registered, or where somebody believes it to be. It never decides
which system a call belongs to. Calls that an AWS service makes show its name in place of an address, and have neither.`;

const SINKS = `
Where alerts are sent; [Notifications](../guide/notifications.md) says how to set each of them up. What is a secret,
the address of a webhook too, has to be a reference.`;

const ROUTES = `
One entry of \`notify.routes\`. All that stands under \`when\` has to hold; without routes every sink is told of every
alert. An entry of \`notify.allowPrivate\` has a \`host\` and the network (\`cidr\`) in which its addresses must lie.`;

const SECRETS = `
The texts of a trail and the secrets of a sink may hold references, so that no secret stands in the file: \`\${env:NAME}\` is
replaced by an environment variable, \`\${file:/path}\` by the content of a file without its last line
break. They are resolved when they are used; \`config show\` prints the reference.`;

const EDITOR = `
\`trailglass config schema > trailglass.schema.json\` writes a JSON Schema. An editor that speaks YAML then
completes and checks the file when it begins with
\`# yaml-language-server: $schema=trailglass.schema.json\`.`;

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}

export function configurationPage(): string {
  const schema = configJsonSchema() as Schema;
  const notify: NotifySchema = schema.properties?.notify ?? {};
  const rows = settingsOf(schema, []).map(({ path, schema }) => [
    code(path.join('.')),
    typeOf(schema),
    schema.default === undefined ? '' : code(JSON.stringify(schema.default)),
    variableOf(path.join('.')),
    schema.description ?? '',
  ]);
  return page(
    heading('Configuration', 'src/base/config/schema.ts'),
    INTRO,
    codeBlock(EXAMPLE.trim(), 'yaml'),
    '## Settings',
    TRAILS,
    table(['Setting', 'Value', 'Default', 'Variable', 'Meaning'], rows),
    '## Places of addresses',
    PLACES,
    '## Sinks',
    SINKS,
    sinksTable(notify),
    '## Routes',
    ROUTES,
    routesTable(notify),
    '## Secrets',
    SECRETS,
    '## In an editor',
    EDITOR,
  );
}

interface Setting {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** Every leaf of the schema; the name of a trail is `NAME`. */
function settingsOf(schema: Schema, path: readonly string[]): readonly Setting[] {
  const { properties, additionalProperties } = schema;
  const below = { ...properties };
  if (typeof additionalProperties === 'object') below.NAME = additionalProperties;
  const inner = Object.entries(below);
  return inner.length > 0
    ? inner.flatMap(([key, one]) => settingsOf(one, [...path, key]))
    : [{ path, schema }];
}

function typeOf({ type, items, minimum, maximum }: Schema): string {
  if (type === 'array') return `list of ${typeOf(items ?? {})}s`;
  if (type !== 'integer') return type === 'string' ? 'text' : (type ?? '');
  const most = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  return most === undefined ? `whole number from ${minimum}` : `${minimum} to ${most}`;
}

function variableOf(setting: string): string {
  const variable = (VARIABLES as Readonly<Record<string, string>>)[setting];
  return variable === undefined ? '' : code(variable);
}
