import { attack } from './attack.ts';
import { breach } from './breach.ts';
import { consoleChanges } from './console-changes.ts';
import { deniedBurst } from './denied-burst.ts';
import type { Plant } from './plant.ts';
import { storm } from './storm.ts';
import { unknownSystem } from './unknown-system.ts';
import { unusedKey, unusedRole } from './unused.ts';

/** Every story, in the order in which they claim room among few events. */
export const PLANTS: readonly Plant[] = [
  attack,
  unusedRole,
  unusedKey,
  breach,
  consoleChanges,
  unknownSystem,
  deniedBurst,
  storm,
];
