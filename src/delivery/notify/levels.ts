import type { Level } from '../../analysis/detect/index.ts';

/** From least to most severe. */
export const LEVELS: readonly Level[] = ['informational', 'low', 'medium', 'high', 'critical'];

/** Whether a severity is as high as another, or higher. */
export function isAtLeast(severity: Level, least: Level): boolean {
  return LEVELS.indexOf(severity) >= LEVELS.indexOf(least);
}
