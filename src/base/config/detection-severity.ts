import { z } from 'zod';
import { LEVELS } from '../severity/index.ts';

const level = z.enum(LEVELS);

const bounds = {
  floor: level.optional().meta({ description: 'No alert is less severe.' }),
  ceiling: level.optional().meta({ description: 'No alert is more severe.' }),
};

interface Bounds {
  readonly floor?: (typeof LEVELS)[number] | undefined;
  readonly ceiling?: (typeof LEVELS)[number] | undefined;
}

function isRange({ floor, ceiling }: Bounds): boolean {
  if (floor === undefined || ceiling === undefined) return true;
  return LEVELS.indexOf(floor) <= LEVELS.indexOf(ceiling);
}

const RANGE = { message: 'the floor lies above the ceiling' };

const pack = z
  .strictObject({
    level: level.optional().meta({ description: 'Severity of all its alerts.' }),
    ...bounds,
  })
  .refine(isRange, RANGE);

/** What moves the severity of alerts, beside accounts, root and single rules. */
export const detectionSeverity = z
  .strictObject({
    ...bounds,
    packs: z
      .record(z.string().min(1), pack)
      .default({})
      .meta({ description: 'Of the alerts of one pack, by its name; ours are `trailglass`.' }),
  })
  .refine(isRange, RANGE);
