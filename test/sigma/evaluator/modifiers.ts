import { refuse } from './refused.ts';
import { TIME_PARTS, type TimePart } from './time.ts';

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte';
export type Partial = 'contains' | 'startswith' | 'endswith';

/** What the modifiers of a key ask for; text is what is left where none names another kind. */
export interface Modifiers {
  readonly kind: 'text' | 're' | 'cidr' | 'exists' | 'compare' | 'time' | 'fieldref';
  readonly isAll: boolean;
  readonly isNegated: boolean;
  /** Whether a value is wanted that none of those given is. */
  readonly isOther: boolean;
  readonly isCased: boolean;
  readonly flags: ReadonlySet<string>;
  readonly comparison: Comparison | undefined;
  readonly part: TimePart | undefined;
  /** Changes of the text, in the order written. */
  readonly texts: readonly string[];
  /** The last of them that leaves room around the text. */
  readonly partial: Partial | undefined;
}

const FLAGS: Readonly<Record<string, string>> = {
  i: 'i',
  ignorecase: 'i',
  m: 'm',
  multiline: 'm',
  s: 's',
  dotall: 's',
};
const COMPARISONS = ['lt', 'lte', 'gt', 'gte'] as const;
const PARTIALS = ['contains', 'startswith', 'endswith'] as const;
const ENCODINGS = ['base64', 'base64offset', 'utf16le', 'wide', 'utf16be', 'utf16'];
const TEXTS: readonly string[] = [...PARTIALS, ...ENCODINGS, 'windash', 'expand'];
const SETTINGS = new Set(['all', 'neq', 'cased', 'other']);

export function readModifiers(names: readonly string[]): Modifiers {
  const kind = kindOf(names);
  for (const name of names) check(name, kind);
  if (names.indexOf('re') > 0 || names.indexOf('cidr') > 0) refuse('re and cidr come first');
  if (kind === 'exists' && names.length > 1) refuse('exists stands alone');
  if (kind === 'fieldref' && names.slice(0, names.indexOf(kind)).some(isPartial)) {
    refuse('fieldref comes before what it compares by');
  }
  if (names.includes('other') && (names.includes('all') || kind === 'time')) {
    refuse('other goes neither with all nor with times');
  }
  const texts = names.filter((name) => TEXTS.includes(name));
  return {
    kind,
    isAll: names.includes('all'),
    isNegated: names.includes('neq'),
    isOther: names.includes('other'),
    isCased: names.includes('cased'),
    flags: new Set(names.flatMap((name) => FLAGS[name] ?? [])),
    comparison: COMPARISONS.find((name) => names.includes(name)),
    part: TIME_PARTS.find((name) => names.includes(name)),
    texts,
    partial: texts.findLast(isPartial),
  };
}

function kindOf(names: readonly string[]): Modifiers['kind'] {
  for (const kind of ['exists', 're', 'cidr', 'fieldref'] as const) {
    if (names.includes(kind)) return kind;
  }
  if (TIME_PARTS.some((part) => names.includes(part))) return 'time';
  return COMPARISONS.some((name) => names.includes(name)) ? 'compare' : 'text';
}

/** Which modifiers a kind goes with; the settings go with all. */
const ALLOWED: Readonly<Record<Modifiers['kind'], readonly string[]>> = {
  text: TEXTS,
  re: ['re', 'expand', ...Object.keys(FLAGS), ...PARTIALS],
  cidr: ['cidr', 'expand'],
  exists: ['exists'],
  compare: COMPARISONS,
  time: [...TIME_PARTS, ...COMPARISONS],
  fieldref: ['fieldref', ...PARTIALS],
};

function check(name: string, kind: Modifiers['kind']): void {
  if (SETTINGS.has(name) || ALLOWED[kind].includes(name)) return;
  refuse(`the modifier "${name}" is unknown, or does not go with "${kind}"`);
}

function isPartial(name: string): name is Partial {
  return (PARTIALS as readonly string[]).includes(name);
}
