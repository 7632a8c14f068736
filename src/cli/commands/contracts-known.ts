import { type Contracts, knownSystems } from '../../analysis/callers/index.ts';
import { nearest } from '../../base/text/index.ts';
import type { Context } from './context.ts';

/** The contracts of the configuration. @throws AppError TG_CONFIG_INVALID where one is of no known system */
export function contractsOf(context: Context): Contracts {
  const { config, faultAt } = context.config();
  const known = knownSystems(config.systems);
  for (const name of Object.keys(config.contracts)) {
    if (!known.includes(name)) throw faultAt(['contracts', name], notKnown(name, known));
  }
  return config.contracts;
}

/** Why a name is no system's, and which is near. */
export function notKnown(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `no rule names a system so.${meant ? ` Did you mean ${meant}?` : ''}`;
}
