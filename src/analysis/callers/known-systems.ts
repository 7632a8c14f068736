import type { SystemRule } from '../../base/config/index.ts';
import { builtInRules } from './built-in.ts';

/** Every name that a call can get from the user's rules and ours, sorted; `Unknown` is none. */
export function knownSystems(own: readonly SystemRule[]): readonly string[] {
  return [...new Set([...own, ...builtInRules()].map(({ system }) => system))].sort();
}
