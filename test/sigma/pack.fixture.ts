import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Dictionary, isDictionary } from './evaluator/index.ts';
import { documentsOf } from './vectors.fixture.ts';

const FOLDER = fileURLToPath(new URL('../../detections/', import.meta.url));

/** What the configuration declares without values: a rule that waits for them stays quiet. */
export const UNSET: Readonly<Record<string, readonly string[]>> = {
  OrgAccounts: [],
  TrailBuckets: [],
  TrailKeys: [],
  BreakGlassRoles: [],
  CanaryKeys: [],
  CanaryResources: [],
  CrownSecrets: [],
  TrailglassRoles: [],
  AlertTopics: [],
  TrailQueues: [],
  KnownScanners: [],
};

/** So many copies of an event, `every` seconds apart; `vary` fills a field anew each time, `{n}` being the copy's number. */
export interface Step {
  readonly event: Dictionary;
  readonly times: number;
  readonly every: number;
  readonly vary?: Readonly<Record<string, string>>;
}

export interface Sequence {
  readonly name: string;
  readonly events: readonly (Dictionary | Step)[];
  readonly fires: boolean;
}

export interface Examples {
  readonly placeholders?: Readonly<Record<string, readonly string[]>>;
  readonly match: readonly Dictionary[];
  readonly noMatch: readonly Dictionary[];
  readonly sequences?: readonly Sequence[];
}

/** A rule with its page and its events. */
export interface Triple {
  /** `area/name`. */
  readonly name: string;
  readonly documents: readonly Dictionary[];
  readonly page: string;
  readonly examples: Examples;
}

export function pack(): readonly Triple[] {
  return globSync('*/*.yml', { cwd: FOLDER })
    .map((file) => file.replace(/\.yml$/, ''))
    .toSorted()
    .map((name) => ({
      name,
      documents: documentsOf(read(`${name}.yml`)).filter(isDictionary),
      page: read(`${name}.md`),
      examples: JSON.parse(read(`${name}.events.json`)),
    }));
}

/** Every file of the folder, so that none stands alone. */
export function packFiles(): readonly string[] {
  return globSync('*/*', { cwd: FOLDER }).toSorted();
}

function read(file: string): string {
  return readFileSync(`${FOLDER}${file}`, 'utf8');
}

/** The document that people are told of: a correlation comes after the rules that it counts. */
export function alerting({ documents }: Triple): Dictionary {
  return documents.findLast(isDictionary) ?? {};
}

/** The events of a sequence, one by one. */
export function eventsOf(sequence: Sequence): readonly Dictionary[] {
  return sequence.events.flatMap((step) => (isStep(step) ? copiesOf(step) : [step]));
}

function isStep(step: Dictionary | Step): step is Step {
  return isDictionary(step.event) && typeof step.times === 'number';
}

function copiesOf({ event, times, every, vary = {} }: Step): readonly Dictionary[] {
  const start = Date.parse(String(event.eventTime));
  return Array.from({ length: times }, (_, at) => {
    const eventTime = `${new Date(start + at * every * 1000).toISOString().slice(0, 19)}Z`;
    const eventID = `${String(event.eventID).slice(0, -6)}${String(at).padStart(6, '0')}`;
    return Object.entries(vary).reduce<Dictionary>(
      (copy, [path, text]) => replaced(copy, path.split('.'), text.replaceAll('{n}', String(at))),
      { ...event, eventTime, eventID },
    );
  });
}

function replaced(node: Dictionary, path: readonly string[], value: string): Dictionary {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return { ...node, [key]: value };
  const child = isDictionary(node[key]) ? node[key] : {};
  return { ...node, [key]: replaced(child, rest, value) };
}

/** Paths of the leaves in which two values differ; a whole that only one of them has counts once. */
export function differences(a: unknown, b: unknown, path = ''): readonly string[] {
  if (Object.is(a, b)) return [];
  if (!isNode(a) || !isNode(b)) return [path];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(a[key], b[key], `${path}.${key}`));
}

function isNode(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null;
}
