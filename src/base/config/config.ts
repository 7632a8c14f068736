import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Effects } from '../effects/index.ts';
import { AppError } from '../errors/index.ts';
import { type ConfigText, invalidConfig, invalidKey } from './issues.ts';
import { type Config, configSchema } from './schema.ts';

/** Where a value comes from, strongest first. */
export type Origin = 'flag' | 'environment' | 'file' | 'default';

export interface LoadedConfig {
  readonly config: Config & { readonly home: string };
  /** The file that was read, if any. */
  readonly file: string | undefined;
  /** Origin of each value that can be set by a flag or a variable. */
  readonly origins: Readonly<Record<string, { readonly from: Origin; readonly detail: string }>>;
  /** The error for a key of the file that only a floor below can judge, with its line and column. */
  readonly faultAt: (path: readonly string[], why: string) => AppError;
}

export interface ConfigFlags {
  readonly config?: string;
  readonly home?: string;
  readonly workers?: number;
}

const FILE_NAME = 'trailglass.yaml';

/** Values that environment variables set, by their path. */
export const VARIABLES = {
  home: 'TRAILGLASS_HOME',
  queries: 'TRAILGLASS_QUERIES',
  workers: 'TRAILGLASS_WORKERS',
  'query.rows': 'TRAILGLASS_QUERY_ROWS',
  'query.memory': 'TRAILGLASS_QUERY_MEMORY',
} as const;

type Setting = keyof typeof VARIABLES;
const SETTINGS = Object.keys(VARIABLES) as readonly Setting[];

/**
 * Reads `trailglass.yaml` (--config, TRAILGLASS_CONFIG, the working folder, the XDG folder) and lays
 * TRAILGLASS_* variables and flags over it.
 * @throws AppError TG_CONFIG_INVALID with line and column
 */
export function loadConfig(flags: ConfigFlags, effects: Effects, cwd: string): LoadedConfig {
  const file = findFile(flags, effects, cwd);
  const text = file === undefined ? undefined : readText(file);
  const value: unknown = text?.document.toJS() ?? {};
  const parsed = configSchema.safeParse(value);
  if (!parsed.success && text) throw invalidConfig(text, parsed.error.issues);
  if (!parsed.success) throw new AppError('TG_CONFIG_INVALID', z.prettifyError(parsed.error));
  const origins: Record<string, { from: Origin; detail: string }> = {};
  const layered = new Map<Setting, unknown>();
  for (const setting of SETTINGS) {
    const { value: chosen, from, detail } = choose(setting, { flags, effects, file, value });
    if (from === 'flag' || from === 'environment') layered.set(setting, chosen);
    origins[setting] = { from, detail };
  }
  const config = withSettings(parsed.data, layered, origins);
  const home = config.home ?? defaultHome(effects);
  const { queries } = config;
  const folders = { home: resolve(cwd, home), ...(queries && { queries: resolve(cwd, queries) }) };
  const faultAt = (path: readonly string[], why: string) => invalidKey(text, path, why);
  return { config: { ...config, ...folders }, file, origins, faultAt };
}

interface Sources {
  readonly flags: ConfigFlags;
  readonly effects: Effects;
  readonly file: string | undefined;
  readonly value: unknown;
}

function choose(setting: Setting, { flags, effects, file, value }: Sources) {
  const flag = setting === 'home' || setting === 'workers' ? flags[setting] : undefined;
  if (flag !== undefined) return { value: flag, from: 'flag' as const, detail: `--${setting}` };
  const variable = VARIABLES[setting];
  const text = effects.env[variable];
  if (text !== undefined && text !== '') {
    return { value: readVariable(setting, text), from: 'environment' as const, detail: variable };
  }
  const inFile = setting.split('.').reduce<unknown>((at, key) => fieldOf(at, key), value);
  return inFile === undefined
    ? { value: undefined, from: 'default' as const, detail: '' }
    : { value: inFile, from: 'file' as const, detail: file ?? '' };
}

function fieldOf(value: unknown, key: string): unknown {
  return (value as Readonly<Record<string, unknown>> | undefined)?.[key];
}

function readVariable(setting: Setting, text: string): unknown {
  if (setting !== 'workers' && setting !== 'query.rows') return text;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** Flags and variables pass the same schema as the file. */
function withSettings(
  config: Config,
  settings: ReadonlyMap<Setting, unknown>,
  origins: LoadedConfig['origins'],
): Config {
  const query: Record<string, unknown> = { ...config.query };
  const top: Record<string, unknown> = { ...config };
  for (const [setting, value] of settings) {
    const [first = '', second] = setting.split('.');
    if (second === undefined) top[first] = value;
    else query[second] = value;
  }
  const parsed = configSchema.safeParse({ ...top, query });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const setting = path.join('.');
    return `${origins[setting]?.detail ?? setting}: ${message}`;
  });
  throw new AppError('TG_CONFIG_INVALID', faults.join('\n'), {
    hint: 'Mend the flag or the environment variable; trailglass help environment lists them.',
  });
}

function findFile(flags: ConfigFlags, effects: Effects, cwd: string): string | undefined {
  const named = flags.config ?? effects.env.TRAILGLASS_CONFIG;
  if (named !== undefined && named !== '') {
    const path = resolve(cwd, named);
    if (!existsSync(path)) throw new AppError('TG_CONFIG_INVALID', `There is no file ${path}.`);
    return path;
  }
  const places = [
    join(cwd, FILE_NAME),
    join(xdg('XDG_CONFIG_HOME', '.config', effects), FILE_NAME),
  ];
  return places.find((path) => existsSync(path));
}

/** A folder of the XDG base directories; relative ones are ignored, as the specification says. */
function xdg(variable: string, fallback: string, { env }: Effects): string {
  const value = env[variable];
  const base = value && isAbsolute(value) ? value : join(env.HOME ?? homedir(), fallback);
  return join(base, 'trailglass');
}

function defaultHome(effects: Effects): string {
  return xdg('XDG_DATA_HOME', '.local/share', effects);
}

function readText(file: string): ConfigText {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const words = error.message.split('\n')[0] ?? '';
    throw new AppError('TG_CONFIG_INVALID', `${file}:${line}:${col}: ${words}`, { cause: error });
  }
  return { file, document, lines };
}

/** The JSON Schema of `trailglass.yaml`, for editors. */
export function configJsonSchema(): unknown {
  return z.toJSONSchema(configSchema, { io: 'input', target: 'draft-2020-12' });
}
