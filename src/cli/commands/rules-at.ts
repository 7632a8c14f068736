import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Collection, readSigmaFolder } from '../../analysis/detect/index.ts';
import type { Context } from './context.ts';
import { configuredRules, placeholdersOf } from './detect-rules.ts';

/** The rules at paths, each file named so that it can be opened; those of the configuration where no path is given. */
export function rulesAt(paths: readonly string[], context: Context): Collection {
  if (paths.length === 0) return configuredRules(context);
  const placeholders = placeholdersOf(context);
  const read = paths.map((path) => named(readSigmaFolder(path, { placeholders }), path));
  return {
    rules: read.flatMap(({ rules }) => rules),
    correlations: read.flatMap(({ correlations }) => correlations),
    refused: read.flatMap(({ refused }) => refused),
    foreign: read.reduce((sum, { foreign }) => sum + foreign, 0),
  };
}

function named({ rules, correlations, refused, foreign }: Collection, path: string): Collection {
  const isFolder = statSync(path).isDirectory();
  const fileOf = (file: string) => (isFolder ? join(path, file) : path);
  const placed = <T extends Pick<Collection['refused'][number], 'place'>>(one: T): T => ({
    ...one,
    place: { ...one.place, file: fileOf(one.place.file) },
  });
  return {
    rules: rules.map(placed),
    correlations: correlations.map(placed),
    refused: refused.map(placed),
    foreign,
  };
}
