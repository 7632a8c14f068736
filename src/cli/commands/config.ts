import { configJsonSchema } from '../../base/config/index.ts';
import { renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';

/** `trailglass config show`: what is in force; `--origin` says where each setting comes from. */
export async function runConfigShow(
  flags: { readonly origin?: boolean; readonly json?: boolean },
  context: Context,
): Promise<void> {
  const { config, file, origins } = context.config();
  if (!flags.origin) return printJson(context, config);
  if (flags.json) return printJson(context, { file: file ?? null, config, origins });
  const { out } = context.terminal;
  const columns = [
    { name: 'setting', align: 'left' },
    { name: 'value', align: 'left' },
    { name: 'from', align: 'left' },
  ] as const;
  const rows = Object.entries(origins).map(([setting, { from, detail }]) => [
    setting,
    settingOf(config, setting) ?? '(not set)',
    detail ? `${from}: ${detail}` : from,
  ]);
  const trails = Object.entries(config.trails).map(([name, trail]) => [
    `trails.${name}`,
    trail.s3 ?? trail.path,
    `file: ${file}`,
  ]);
  await out.write(renderTable(columns, [...rows, ...trails], out));
}

function settingOf(config: object, setting: string): unknown {
  return setting
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], config);
}

/** `trailglass config schema`: the JSON Schema of trailglass.yaml. */
export async function runConfigSchema(context: Context): Promise<void> {
  await printJson(context, configJsonSchema());
}
