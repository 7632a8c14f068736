import { AppError } from '../../base/errors/index.ts';
import { changing, reading } from './alerts-catalog.ts';
import type { Context } from './context.ts';
import { configuredRules } from './detect-rules.ts';
import { ruleNamed } from './rule-named.ts';

/** `trailglass detect packs promote RULE`: a new rule alerts at once from now on. */
export async function runPacksPromote(wanted: string, context: Context): Promise<void> {
  const { id, title } = ruleNamed(configuredRules(context), wanted);
  changing(context, (catalog) =>
    catalog.detect((stored) => {
      const { seenAt, stagedAt } = stored.rule(id) ?? {};
      if (seenAt === undefined || stagedAt === undefined) throw notStaged(title);
      return { stages: [{ rule: id, seenAt, stagedAt: undefined }] };
    }),
  );
  await context.terminal.out.write(`Alerts of "${title}" are told at once from now on.\n`);
}

/** Since when rules are staged, by id, milliseconds; none where there is no lake. */
export function stagedRules(context: Context): ReadonlyMap<string, number> {
  try {
    const rows = reading(context, ({ detections }) => detections.rules());
    return new Map(
      rows.flatMap(({ rule, stagedAt }) => (stagedAt === undefined ? [] : [[rule, stagedAt]])),
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'TG_LAKE_EMPTY') return new Map();
    throw error;
  }
}

function notStaged(title: string): AppError {
  return new AppError('TG_CLI_USAGE', `The rule "${title}" is not staged.`, {
    hint: 'trailglass detect list shows which rules are.',
  });
}
