import type { Context } from './context.ts';

/** The lists that rules name with `expand`, from the configuration. */
export function placeholdersOf(
  context: Context,
): Readonly<Record<string, readonly (string | number)[]>> {
  return context.config().config.detections.placeholders;
}
