import { type Origin, openCatalog } from '../catalog/index.ts';

/**
 * The objects that rows of the lake name by their ids.
 * @throws AppError TG_LAKE_EMPTY
 */
export function origins(home: string, ids: readonly number[]): readonly Origin[] {
  const catalog = openCatalog(home, { readonly: true });
  try {
    return [...catalog.origins(ids)];
  } finally {
    catalog.close();
  }
}
