import { readFileSync } from 'node:fs';
import type { Effects } from '../effects/index.ts';
import { AppError } from '../errors/index.ts';

const REFERENCE = /\$\{(env|file):([^}]+)\}/g;

/**
 * Replaces `${env:NAME}` and `${file:PATH}` in a value; a file's last line break is left out.
 * @throws AppError TG_CONFIG_SECRET
 */
export function resolveReferences(text: string, effects: Effects): string {
  return text.replace(REFERENCE, (_, kind: string, name: string) =>
    kind === 'env' ? fromEnvironment(name, effects) : fromFile(name),
  );
}

function fromEnvironment(name: string, { env }: Effects): string {
  const value = env[name];
  if (value === undefined) {
    throw new AppError('TG_CONFIG_SECRET', `The environment variable ${name} is not set.`);
  }
  return value;
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new AppError('TG_CONFIG_SECRET', `The file ${path} cannot be read.`, { cause });
  }
}
