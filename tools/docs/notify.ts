import { code, table } from './markdown.ts';

/** What is read of a JSON Schema here. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}

/** The settings of each type of sink. */
export function sinksTable(notify: Schema): string {
  const { additionalProperties } = notify.properties?.sinks ?? {};
  const options = (typeof additionalProperties === 'object' && additionalProperties.oneOf) || [];
  const rows = options.flatMap(({ properties = {}, required = [] }) => {
    const type = String(properties.type?.const);
    const settings = Object.entries(properties).filter(([key]) => key !== 'type');
    if (settings.length === 0) return [[code(type), '', '', '', '']];
    return settings.map(([key, schema]) => [
      code(type),
      code(key),
      required.includes(key) && schema.default === undefined ? 'yes' : '',
      defaultOf(schema),
      meaningOf(schema),
    ]);
  });
  return table(['Type', 'Setting', 'Needed', 'Default', 'Meaning'], rows);
}

/** The keys of a route. */
export function routesTable(notify: Schema): string {
  const rows = leavesOf(notify.properties?.routes?.items ?? {}, []).map(({ path, schema }) => [
    code(path.join('.')),
    defaultOf(schema),
    meaningOf(schema),
  ]);
  return table(['Setting', 'Default', 'Meaning'], rows);
}

interface Leaf {
  readonly path: readonly string[];
  readonly schema: Schema;
}

function leavesOf(schema: Schema, path: readonly string[]): readonly Leaf[] {
  const inner = Object.entries(schema.properties ?? {});
  return inner.length > 0
    ? inner.flatMap(([key, one]) => leavesOf(one, [...path, key]))
    : [{ path, schema }];
}

function defaultOf({ default: value }: Schema): string {
  return value === undefined ? '' : code(typeof value === 'string' ? value : JSON.stringify(value));
}

function meaningOf({ description = '', enum: choices, items }: Schema): string {
  const all = choices ?? items?.enum;
  return all === undefined ? description : `${description} ${all.map(String).map(code).join(', ')}`;
}
