import { xxh64 } from '../../../../base/hash/index.ts';
import { type Heading, LEVELS, type LogSource, type Place, STATUSES } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import { hint, mapAt, textAt, textsAt } from '../yaml/keys.ts';
import type { YamlMap } from '../yaml/tree.ts';

/** Where a document comes from. */
export interface Origin {
  readonly place: Place;
  readonly pack?: string | undefined;
}

export type Warn = (sentence: string) => void;

const LONGEST_TITLE = 256;

/**
 * Reads what every kind of document has; the id is not unique yet.
 * @throws Fault without a title
 */
export function readHeading(map: YamlMap, { place, pack }: Origin, warn: Warn): Heading {
  const title = textAt(map, 'title')?.trim();
  if (!title) throw new Fault('The title is missing.');
  if (title.length > LONGEST_TITLE) warn(`The title has more than ${LONGEST_TITLE} characters.`);
  const id = textAt(map, 'id')?.trim();
  const level = oneOf(map, 'level', LEVELS, warn);
  return {
    title,
    id: id || stableId(place.file, title),
    hasOwnId: Boolean(id),
    ...optional('name', textAt(map, 'name')),
    ...optional('status', oneOf(map, 'status', STATUSES, warn)),
    ...optional('description', textAt(map, 'description')?.trim()),
    ...optional('license', textAt(map, 'license')),
    ...optional('author', textsAt(map, 'author').join(', ') || undefined),
    references: textsAt(map, 'references'),
    ...optional('date', dateAt(map, 'date', warn)),
    ...optional('modified', dateAt(map, 'modified', warn)),
    tags: textsAt(map, 'tags').map((tag) => tag.toLowerCase()),
    fields: textsAt(map, 'fields'),
    falsepositives: textsAt(map, 'falsepositives'),
    level: level ?? 'medium',
    hasOwnLevel: level !== undefined,
    ...optional('pack', pack),
    place,
    warnings: [],
  };
}

/** The same for the same file and title, whatever else of the document changes. */
function stableId(file: string, title: string): string {
  const hash = xxh64(new TextEncoder().encode(`${file}\n${title}`));
  return hash.toString(16).padStart(16, '0');
}

/** `{}` where there is no value: exact optional keys are not there rather than undefined. */
export function optional<K extends string, V>(
  key: K,
  value: V | undefined,
): { readonly [name in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [name in K]: V });
}

function oneOf<T extends string>(
  map: YamlMap,
  key: string,
  allowed: readonly T[],
  warn: Warn,
): T | undefined {
  const text = textAt(map, key)?.trim().toLowerCase();
  if (text === undefined) return undefined;
  const found = allowed.find((one) => one === text);
  if (!found) warn(`The ${key} ${text} is not known.${hint(text, allowed)}`);
  return found;
}

/** `2024/01/02` is written too. */
function dateAt(map: YamlMap, key: string, warn: Warn): string | undefined {
  const text = textAt(map, key)?.trim();
  if (text === undefined) return undefined;
  const date = text.replaceAll('/', '-');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) warn(`The ${key} ${text} is no date.`);
  return date;
}

export function readLogSource(map: YamlMap): LogSource {
  const logsource = mapAt(map, 'logsource');
  if (!logsource) return {};
  return {
    ...optional('product', textAt(logsource, 'product')),
    ...optional('service', textAt(logsource, 'service')),
    ...optional('category', textAt(logsource, 'category')),
  };
}
