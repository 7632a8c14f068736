import type { Filter, LogSource, Place, Refused, Rule } from '../model.ts';
import type { Placeholders } from '../values/modifier.ts';
import { cutDocuments, type Piece } from '../yaml/cut.ts';
import { Fault } from '../yaml/fault.ts';
import { valueAt } from '../yaml/keys.ts';
import { parseYaml, type Yaml, type YamlMap } from '../yaml/tree.ts';
import { type Actions, actions } from './actions.ts';
import { type CorrelationDraft, readCorrelation } from './correlation.ts';
import { readFilter } from './filter.ts';
import { type Origin, optional, readLogSource } from './heading.ts';
import { readRule } from './rule.ts';

/** What can be told of a document that is not used. */
export interface Outline {
  readonly place: Place;
  readonly pack?: string | undefined;
  readonly id?: string;
  readonly name?: string;
  readonly title?: string;
}

/** One document, on its own: what it names in others is not looked up yet. */
export type ReadDocument =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'correlation'; readonly draft: CorrelationDraft }
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'refused'; readonly outline: Outline; readonly refused: Refused }
  | { readonly kind: 'foreign'; readonly outline: Outline };

export interface DocumentOptions {
  readonly placeholders: Placeholders;
  readonly accepts: (logsource: LogSource) => boolean;
}

/** Where a document stands; its line is not known before it is read. */
interface Where {
  readonly file: string;
  readonly document: number;
  readonly pack?: string | undefined;
}

/** Reads the documents of a file; whatever is wrong with one is told, not thrown. */
export function readDocuments(
  text: string,
  { file, pack }: Pick<Where, 'file' | 'pack'>,
  options: DocumentOptions,
): readonly ReadDocument[] {
  const follow = actions();
  return cutDocuments(text).flatMap((piece, at) => {
    const read = readDocument(piece, { file, pack, document: at + 1 }, { ...options, follow });
    return read ? [read] : [];
  });
}

function readDocument(
  piece: Piece,
  { file, document, pack }: Where,
  options: DocumentOptions & { readonly follow: Actions },
): ReadDocument | undefined {
  const placeAt = (line: number): Place => ({ file, document, line });
  let root: Yaml | undefined;
  try {
    root = parseYaml(piece);
    if (root.is !== 'map') throw new Fault('It is no map of keys.');
    root = options.follow(root);
    return root && readKind(root, { place: placeAt(root.line), pack }, options);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const place = placeAt(error.line ?? root?.line ?? piece.line);
    const outline = outlineOf(root, { place, pack });
    return { kind: 'refused', outline, refused: refusedOf(outline, error.message) };
  }
}

/** The entry of a document that cannot be used. */
export function refusedOf({ place, title, id }: Outline, reason: string): Refused {
  return { place, ...optional('title', title), ...optional('id', id), reason };
}

const KINDS = ['detection', 'correlation', 'filter'] as const;

function readKind(map: YamlMap, origin: Origin, options: DocumentOptions): ReadDocument {
  const kinds = KINDS.filter((kind) => map.entries.some(({ key }) => key === kind));
  const [kind, second] = kinds;
  if (!kind) throw new Fault('It has neither a detection nor a correlation nor a filter.');
  if (second) throw new Fault(`It has both a ${kind} and a ${second}.`);
  // What is for other logs is not judged.
  const hasSource = valueAt(map, 'logsource') !== undefined;
  if (hasSource && !options.accepts(readLogSource(map))) {
    return { kind: 'foreign', outline: outlineOf(map, origin) };
  }
  checkVersion(map);
  switch (kind) {
    case 'detection':
      return { kind: 'rule', rule: readRule(map, origin, options.placeholders) };
    case 'correlation':
      return { kind, draft: readCorrelation(map, origin) };
    case 'filter':
      return { kind, filter: readFilter(map, origin, options.placeholders) };
    default:
      return kind satisfies never;
  }
}

/** Version 3 says of arrays what version 2 leaves open: read as version 2 a rule would mean something else. */
function checkVersion(map: YamlMap): void {
  const version = valueAt(map, 'sigma-version');
  if (version?.is !== 'scalar' || !(Number.parseFloat(version.text) >= 3)) return;
  throw new Fault(`It needs sigma-version ${version.text}, which is not read.`, version.line);
}

function outlineOf(root: Yaml | undefined, { place, pack }: Origin): Outline {
  const textOf = (key: string) => {
    const value = root?.is === 'map' ? valueAt(root, key) : undefined;
    return value?.is === 'scalar' ? value.text.trim() || undefined : undefined;
  };
  return {
    place,
    pack,
    ...optional('id', textOf('id')),
    ...optional('name', textOf('name')),
    ...optional('title', textOf('title')),
  };
}
