import type { AppError } from '../../base/errors/index.ts';
import { type Route, Router } from '../../cloudtrail/objects/index.ts';
import type { Catalog } from '../../lake/catalog/index.ts';
import type { OpenedStorage, Storage, StoredObject } from '../storage/index.ts';
import { type DiscoverFilter, discover } from './discover/index.ts';
import type { Tally } from './summary.ts';

/** An object that is not in the ledger with this content, or is to be taken again. */
export interface NewObject extends StoredObject {
  /** Its key in the ledger: for a file of this machine the whole path. */
  readonly ledgerKey: string;
  readonly route: Route;
  /** The ledger knows its key, so the quarantine may: what it says is taken back. */
  readonly isRetaken: boolean;
}

export interface NewObjectsOptions {
  readonly catalog: Catalog;
  readonly tally: Tally;
  readonly filter: DiscoverFilter;
  /** Keys of the ledger to take again although they are known. */
  readonly again: ReadonlySet<string> | undefined;
  readonly signal: AbortSignal;
  /** Called after each page of the listing. */
  readonly onPage: () => void;
}

/** Files of this machine are one trail: a folder can be collected through any folder above it. */
export function ledgerTrail(storage: Storage): string {
  return storage.localPath ? 'files' : storage.name;
}

/** The objects of one trail that the ledger does not know yet. */
export class NewObjects {
  readonly #opened: OpenedStorage;
  readonly #options: NewObjectsOptions;
  readonly #router: Router;
  #failure: AppError | undefined;
  #listed = 0;

  constructor(opened: OpenedStorage, options: NewObjectsOptions) {
    this.#opened = opened;
    this.#options = options;
    // A folder's own path may tell what the keys below it do not.
    this.#router = new Router(`${opened.storage.name}/`);
  }

  /** Why nothing at all could be listed; once the pages have ended. */
  get failure(): AppError | undefined {
    return this.#listed === 0 ? this.#failure : undefined;
  }

  /** Day after day, so that a day's events end in few parts; folders that cannot be listed are problems. */
  async *pages(): AsyncGenerator<readonly NewObject[]> {
    const { storage, prefix } = this.#opened;
    const { filter, tally, signal, onPage } = this.#options;
    for await (const page of discover(storage, prefix, filter, { order: 'day', signal })) {
      if (signal.aborted) return;
      if (page.error) {
        this.#failure ??= page.error;
        tally.problem({ at: `${storage.name}/${page.folder}`, reason: page.error.message });
        continue;
      }
      this.#listed += page.objects.length;
      yield this.#newOf(page.objects);
      onPage();
    }
  }

  #newOf(objects: readonly StoredObject[]): readonly NewObject[] {
    const { storage } = this.#opened;
    const { catalog, tally, again } = this.#options;
    const { localPath } = storage;
    tally.listed += objects.length;
    const names = objects.map(({ key, etag }) => ({ key: localPath ? localPath(key) : key, etag }));
    const sightings = catalog.seen(ledgerTrail(storage), names);
    const found: NewObject[] = [];
    for (const [index, object] of objects.entries()) {
      const sighting = sightings[index];
      const ledgerKey = names[index]?.key ?? object.key;
      if (sighting === 'changed') tally.changed++;
      if (sighting === 'known' && !again?.has(ledgerKey)) {
        tally.skipped++;
        continue;
      }
      const route = this.#router.of(object.key);
      found.push({ ...object, ledgerKey, route, isRetaken: sighting !== 'new' });
    }
    return found;
  }
}
