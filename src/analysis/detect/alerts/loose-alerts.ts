import type { MatchRow } from '../../../lake/catalog/index.ts';
import type { Alert } from './alert.ts';

/** Alerts whose matches are cut anew, each until a cut takes it. */
export class LooseAlerts {
  #left: readonly Alert[];

  constructor(alerts: readonly Alert[]) {
    this.#left = alerts.toSorted((one, other) => one.firstTs - other.firstTs);
  }

  /** Those that no cut has taken, by their first match. */
  get left(): readonly Alert[] {
    return this.#left;
  }

  /** The first of them that any of the matches belonged to. */
  takeOf(matches: readonly MatchRow[]): Alert | undefined {
    const ids = new Set(matches.map(({ alertId }) => alertId));
    const found = this.#left.find(({ id }) => ids.has(id));
    this.#left = this.#left.filter((one) => one !== found);
    return found;
  }
}
