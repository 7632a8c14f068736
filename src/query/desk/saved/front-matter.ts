import { CHART_KINDS, type ChartKind } from '../../../base/charts/index.ts';
import { nearest } from '../../../base/text/index.ts';
import { isParameterType, PARAMETER_TYPES, type ParameterTypeName } from './parameter-types.ts';

/** A value that a query leaves open: `:name` in its text. */
export interface QueryParameter {
  readonly name: string;
  readonly type: ParameterTypeName;
  /** As a person would write it; absent when the value must be given. */
  readonly default?: string;
  readonly description: string;
}

/** How a result is best drawn. `x` and `y` are columns; `by` is the one that parts a heat chart into strips. */
export interface ChartHint {
  readonly kind: ChartKind;
  readonly x: string;
  readonly y: string;
  readonly by?: string;
}

/** The `-- key: value` lines before a query. */
export interface FrontMatter {
  readonly title?: string;
  readonly description?: string;
  readonly parameters: readonly QueryParameter[];
  readonly chart?: ChartHint;
  readonly tags: readonly string[];
  /** What was not understood, with its line. */
  readonly problems: readonly string[];
}

/** A text taken apart: the head, and the SQL after it. */
export interface ParsedText {
  readonly head: FrontMatter;
  readonly sql: string;
}

interface Draft {
  title?: string;
  description?: string;
  readonly parameters: QueryParameter[];
  chart?: ChartHint;
  tags: readonly string[];
}

/** Reads one value into the draft; returns what is wrong with it. */
type ReadKey = (draft: Draft, value: string) => string | undefined;

const LINE = /^-- ([a-z]+):(?: +(.*))?$/;

/** Takes the head off. Its lines stand first; the first other line ends it. */
export function parseQueryText(text: string): ParsedText {
  const lines = text.split(/\r?\n/);
  const draft: Draft = { parameters: [], tags: [] };
  const problems: string[] = [];
  let at = 0;
  for (; at < lines.length; at++) {
    const [, key, value = ''] = LINE.exec(lines[at] ?? '') ?? [];
    if (key === undefined) break;
    const problem = readLine(draft, key, value.trim());
    if (problem !== undefined) problems.push(`line ${at + 1}: ${problem}`);
  }
  return { head: { ...draft, problems }, sql: lines.slice(at).join('\n').trim() };
}

function readLine(draft: Draft, key: string, value: string): string | undefined {
  const read = KEYS.get(key);
  if (read) return read(draft, value);
  const meant = nearest(key, [...KEYS.keys()]);
  return `there is no key "${key}".${meant ? ` Did you mean ${meant}?` : ''}`;
}

const KEYS: ReadonlyMap<string, ReadKey> = new Map<string, ReadKey>([
  ['title', readTitle],
  ['description', readDescription],
  ['tags', readTags],
  ['chart', readChart],
  ['parameter', readParameter],
]);

function readTitle(draft: Draft, value: string): undefined {
  draft.title = value;
}

function readDescription(draft: Draft, value: string): undefined {
  draft.description = value;
}

function readTags(draft: Draft, value: string): undefined {
  draft.tags = value.split(',').map((tag) => tag.trim());
}

// name type [= default] description; a default of several words stands in quotes.
const PARAMETER = /^([a-z][a-z0-9_]*) ([a-z]+)(?: = ('(?:[^']|'')*'|\S+))? +(\S.*)$/;

function readParameter(draft: Draft, value: string): string | undefined {
  const [, name = '', type = '', given, description = ''] = PARAMETER.exec(value) ?? [];
  if (name === '') return 'write a parameter as: name type [= default] what it is for';
  if (!isParameterType(type)) {
    return `"${type}" is no type of parameter; there are ${Object.keys(PARAMETER_TYPES).join(', ')}`;
  }
  if (draft.parameters.some((one) => one.name === name)) return `:${name} stands there twice`;
  const start = given?.startsWith("'") ? given.slice(1, -1).replaceAll("''", "'") : given;
  if (start !== undefined && PARAMETER_TYPES[type].literal(start, 0) === undefined) {
    return `the default of :${name}, "${start}", is not ${PARAMETER_TYPES[type].what}`;
  }
  draft.parameters.push({
    ...{ name, type, description },
    ...(start !== undefined && { default: start }),
  });
  return undefined;
}

const CHART = /^(\w+) x=(\w+) y=(\w+)(?: by=(\w+))?$/;

function readChart(draft: Draft, value: string): string | undefined {
  const [, kind = '', x = '', y = '', by] = CHART.exec(value) ?? [];
  if (!CHART_KINDS.includes(kind as ChartKind)) {
    return 'write a chart as: bars|line|heat x=COLUMN y=COLUMN [by=COLUMN]';
  }
  draft.chart = { kind: kind as ChartKind, x, y, ...(by !== undefined && { by }) };
  return undefined;
}
