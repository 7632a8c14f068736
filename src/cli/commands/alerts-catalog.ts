import { type Catalog, openCatalog } from '../../lake/catalog/index.ts';
import type { Context } from './context.ts';

/** Reads what is stored. @throws AppError TG_LAKE_EMPTY */
export function reading<T>(context: Context, use: (catalog: Catalog) => T): T {
  const catalog = openCatalog(context.config().config.home, { readonly: true });
  try {
    return use(catalog);
  } finally {
    catalog.close();
  }
}

/** The same, open until what is done with it has ended. @throws AppError TG_LAKE_EMPTY */
export async function readingOn<T>(
  context: Context,
  use: (catalog: Catalog) => Promise<T>,
): Promise<T> {
  const catalog = openCatalog(context.config().config.home, { readonly: true });
  try {
    return await use(catalog);
  } finally {
    catalog.close();
  }
}

/**
 * Changes what is stored, also while something is being collected: SQLite lets one change in after the other.
 * @throws AppError TG_LAKE_EMPTY
 */
export function changing(context: Context, use: (catalog: Catalog) => void): void {
  const { home } = context.config().config;
  // A reader makes no lake where there is none, and brings an older one forward only when nobody writes.
  openCatalog(home, { readonly: true }).close();
  const catalog = openCatalog(home);
  try {
    use(catalog);
  } finally {
    catalog.close();
  }
}
