import { type Command, Option } from 'commander';
import { AppError } from '../../../base/errors/index.ts';
import type { Context } from '../context.ts';

/** What a command works with, from the options that were given to it and to the program. */
export type ContextOf = (command: Command) => Context;

export function toCount(text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new AppError('TG_CLI_USAGE', `"${text}" is not a whole number above 0.`);
}

/** For options that may be given again. */
export const collected = (text: string, list: readonly string[] = []): readonly string[] => [
  ...list,
  text,
];

export const toList = (text: string, list: readonly string[] = []): readonly string[] => [
  ...list,
  ...text.split(','),
];

export const json = (): Option => new Option('--json', 'print one JSON document');

export const tableAlias = (): Option =>
  new Option(
    '--table-alias <name=table>',
    'another name of a table, such as cloudtrail-table=cloudtrail_logs; may be given again',
  ).argParser(collected);
