import { type DayTotals, openCatalog } from '../catalog/index.ts';

export interface LakeTotals {
  readonly parts: number;
  readonly rows: number;
  /** Bytes on disk; `rawBytes` of the JSON that they came from. */
  readonly bytes: number;
  readonly rawBytes: number;
}

export interface LakeInfo extends LakeTotals {
  readonly days: readonly DayTotals[];
}

/** What the lake holds by table and day, and in all. @throws AppError TG_LAKE_EMPTY */
export function lakeInfo(home: string): LakeInfo {
  const catalog = openCatalog(home, { readonly: true });
  try {
    const days = catalog.days();
    const sum = (of: keyof LakeTotals) => days.reduce((total, day) => total + day[of], 0);
    const totals = { parts: sum('parts'), rows: sum('rows'), bytes: sum('bytes') };
    return { ...totals, rawBytes: sum('rawBytes'), days };
  } finally {
    catalog.close();
  }
}
