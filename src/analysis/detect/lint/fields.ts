import { type ColumnType, TABLES } from '../../../cloudtrail/columns/index.ts';
import { OWN_FIELDS } from '../compile/own-fields.ts';

const COLUMNS = TABLES.events.columns.filter(({ place }) => place !== 'derived');

/** Fields of a record that hold one text each, as CloudTrail spells them. */
const LEAVES = COLUMNS.flatMap(({ path, type, json }) =>
  json ? [] : leavesOf(path.join('.'), type),
);

/** Fields that hold names of their own, which no table knows: JSON of any shape, and maps. */
const OPEN: ReadonlySet<string> = new Set([
  ...COLUMNS.filter(({ json }) => json).map(({ path }) => path.join('.')),
  ...COLUMNS.flatMap(({ path, type }) => mapsOf(path.join('.'), type)),
  'userIdentity.inScopeOf',
]);

/** Rows, arrays and maps as wholes. */
const WHOLE = COLUMNS.flatMap(({ path, type }) =>
  type.is === 'varchar' ? [] : wholesOf(path.join('.'), type),
);

const SPELLED = new Map([...LEAVES, ...OPEN, ...WHOLE].map((name) => [name.toLowerCase(), name]));
const SINGLE = new Set(
  LEAVES.filter((name) => !name.startsWith('resources.')).map((name) => name.toLowerCase()),
);

function leavesOf(path: string, type: ColumnType): readonly string[] {
  if (type.is !== 'row' && type.is !== 'array') return type.is === 'varchar' ? [path] : [];
  return type.fields.flatMap((field) => leavesOf(`${path}.${field.key}`, field.type));
}

function wholesOf(path: string, type: ColumnType): readonly string[] {
  if (type.is !== 'row' && type.is !== 'array') return type.is === 'map' ? [path] : [];
  return [path, ...type.fields.flatMap((field) => wholesOf(`${path}.${field.key}`, field.type))];
}

function mapsOf(path: string, type: ColumnType): readonly string[] {
  if (type.is !== 'row' && type.is !== 'array') return type.is === 'map' ? [path] : [];
  return type.fields.flatMap((field) => mapsOf(`${path}.${field.key}`, field.type));
}

/** The part of a name that the table of columns knows, as CloudTrail spells it, and what stands below it. */
export interface KnownField {
  readonly spelled: string;
  readonly rest: string;
}

export function knownField(name: string): KnownField | undefined {
  const steps = name.split('.');
  for (let length = steps.length; length > 0; length--) {
    const spelled = SPELLED.get(steps.slice(0, length).join('.').toLowerCase());
    const rest = steps.slice(length).join('.');
    if (spelled !== undefined) return isBelow(spelled, rest) ? { spelled, rest } : undefined;
  }
  return undefined;
}

function isBelow(spelled: string, rest: string): boolean {
  return rest === '' || OPEN.has(spelled);
}

/** Whether a record has one text at most there: an array has several, of which any counts. */
export function isSingle(name: string): boolean {
  return SINGLE.has(name.toLowerCase()) && !OWN_FIELDS.has(name);
}

/** Every name that a rule may ask for, for guesses at what was meant. */
export function fieldNames(): readonly string[] {
  return [...SPELLED.values(), ...OWN_FIELDS.keys()];
}
