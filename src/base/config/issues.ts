import { type Document, isMap, isNode, isScalar, type LineCounter } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../errors/index.ts';
import { nearest } from '../text/index.ts';
import { configSchema } from './schema.ts';

/** A configuration text, for saying where something stands in it. */
export interface ConfigText {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

type Path = readonly PropertyKey[];

/** One error for all faults of a configuration, each with its line, column and what is allowed. */
export function invalidConfig(text: ConfigText, issues: readonly z.core.$ZodIssue[]): AppError {
  const faults = issues
    .flatMap((issue) => faultsOf(issue, text.document))
    .map((fault) => ({ ...positionOf(text, fault), words: fault.words }))
    .sort((a, b) => a.line - b.line || a.col - b.col)
    .map(({ line, col, words }) => `${text.file}:${line}:${col}: ${words}`);
  return new AppError('TG_CONFIG_INVALID', faults.join('\n'));
}

/** The same for one key; without a text, which then holds no keys, only its path is said. */
export function invalidKey(
  text: ConfigText | undefined,
  path: readonly string[],
  why: string,
): AppError {
  const words = `${path.join('.')}: ${why}`;
  if (text === undefined) return new AppError('TG_CONFIG_INVALID', words);
  const { line, col } = positionOf(text, { path, words, isKey: true });
  return new AppError('TG_CONFIG_INVALID', `${text.file}:${line}:${col}: ${words}`);
}

interface Fault {
  readonly path: Path;
  readonly words: string;
  /** The key is at fault, not its value. */
  readonly isKey?: boolean;
}

function faultsOf(issue: z.core.$ZodIssue, document: Document): readonly Fault[] {
  const name = issue.path.join('.');
  if (issue.code === 'invalid_key') {
    const why = issue.issues[0]?.message ?? issue.message;
    return [{ path: issue.path, words: `${name}: ${why}`, isKey: true }];
  }
  if (issue.code !== 'unrecognized_keys') {
    return [{ path: issue.path, words: name ? `${name}: ${issue.message}` : issue.message }];
  }
  const allowed = allowedKeys(issue.path, document);
  return issue.keys.map((key) => {
    const meant = nearest(key, allowed);
    const guess = meant ? ` Did you mean ${meant}?` : '';
    return {
      path: [...issue.path, key],
      isKey: true,
      words: `"${key}" is not known here.${guess} Allowed: ${allowed.join(', ')}.`,
    };
  });
}

/** The keys that the schema allows at a path. */
function allowedKeys(path: Path, document: Document): readonly string[] {
  let schema: unknown = configSchema;
  for (const [index, key] of path.entries()) {
    schema = chosen(childOf(inner(schema), String(key)), path.slice(0, index + 1), document);
  }
  return Object.keys(shapeOf(inner(schema)));
}

interface UnionDefinition {
  readonly options?: readonly unknown[];
  readonly discriminator?: string;
}

/** Of schemas that a key such as `type` tells apart, the one that the text asks for. */
function chosen(schema: unknown, path: Path, document: Document): unknown {
  const { options, discriminator } =
    (inner(schema) as { readonly def?: UnionDefinition } | undefined)?.def ?? {};
  if (options === undefined || discriminator === undefined) return schema;
  const value: unknown = document.getIn([...path, discriminator]);
  return options.find((option) => {
    const tag = shapeOf(inner(option))[discriminator];
    return (tag as { readonly value?: unknown } | undefined)?.value === value;
  });
}

/** Without the wrappers that defaults and checks put around a schema. */
function inner(schema: unknown): unknown {
  const definition = (schema as { readonly def?: { readonly innerType?: unknown } } | undefined)
    ?.def;
  return definition?.innerType === undefined ? schema : inner(definition.innerType);
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> {
  return (
    (schema as { readonly shape?: Readonly<Record<string, unknown>> } | undefined)?.shape ?? {}
  );
}

/** What records and lists say of all that they hold. */
interface ListDefinition {
  readonly valueType?: unknown;
  readonly element?: unknown;
}

function childOf(schema: unknown, key: string): unknown {
  const { valueType, element } =
    (schema as { readonly def?: ListDefinition } | undefined)?.def ?? {};
  return shapeOf(schema)[key] ?? valueType ?? element;
}

/** Line and column of the fault, or of the nearest thing above it that is there. */
function positionOf(
  { document, lines }: ConfigText,
  { path, isKey = false }: Fault,
): { readonly line: number; readonly col: number } {
  const key = isKey ? startOfKey(document, path) : undefined;
  if (key !== undefined) return lines.linePos(key);
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const start = isNode(node) ? node.range?.[0] : undefined;
    if (start !== undefined) return lines.linePos(start);
  }
  return { line: 1, col: 1 };
}

function startOfKey(document: Document, path: Path): number | undefined {
  const above: unknown = document.getIn(path.slice(0, -1), true);
  if (!isMap(above)) return undefined;
  const name = String(path.at(-1));
  const keys = above.items.map(({ key }) => key).filter((key) => isScalar(key));
  return keys.find(({ value }) => String(value) === name)?.range?.[0];
}
