import { filterHas } from './bloom.ts';
import { type ChunkStatistics, chunksOf } from './chunk-statistics.ts';
import { PartFile } from './part-file.ts';

/**
 * What a row must satisfy: its text in a column is one of `values`, or lies within `from` and `to`, both inclusive,
 * in the order of UTF-8 bytes. NULL satisfies none, except where `orNull` says that it may.
 */
export interface Condition {
  readonly column: string;
  readonly values?: readonly Uint8Array[];
  readonly from?: Uint8Array;
  readonly to?: Uint8Array;
  readonly orNull?: true;
}

/** Says which parts cannot hold what is asked for. Parts never change: what it has read of them it keeps. */
export class PartStatistics {
  readonly #chunks = new Map<string, readonly ChunkStatistics[] | undefined>();

  /** Whether some row group of a part may hold rows that satisfy all conditions. */
  mayHold(path: string, conditions: readonly Condition[]): boolean {
    const file = new PartFile(path);
    try {
      const columns = conditions.map((condition) => ({
        condition,
        chunks: this.#column(file, condition.column),
      }));
      const known = columns.filter(({ chunks }) => chunks !== undefined);
      const groups = known[0]?.chunks?.length ?? 0;
      if (known.length === 0) return true;
      return Array.from({ length: groups }, (_, group) => group).some((group) =>
        known.every(({ condition, chunks }) => mayMatch(condition, chunks?.[group], file)),
      );
    } catch {
      // A part that cannot be read is the engine's to complain about.
      return true;
    } finally {
      file.close();
    }
  }

  /** Whether some row of a part may have nothing in a flat column of texts. */
  mayLack(path: string, column: string): boolean {
    return this.mayHold(path, [{ column, values: [], orNull: true }]);
  }

  /** The flat column of texts in each row group; undefined when the part has no such column. */
  #column(file: PartFile, column: string): readonly ChunkStatistics[] | undefined {
    const key = `${file.path}\n${column}`;
    if (!this.#chunks.has(key)) this.#chunks.set(key, chunksOf(file.footer(), column));
    return this.#chunks.get(key);
  }
}

function mayMatch(
  { values, from, to, orNull }: Condition,
  chunk: ChunkStatistics | undefined,
  file: PartFile,
): boolean {
  if (!chunk) return true;
  if (orNull && chunk.nulls > 0) return true;
  if (chunk.nulls === chunk.entries) return false;
  const isIn = (least: Uint8Array | undefined, greatest: Uint8Array | undefined) =>
    !(chunk.greatest && least && Buffer.compare(chunk.greatest, least) < 0) &&
    !(chunk.least && greatest && Buffer.compare(chunk.least, greatest) > 0);
  const { bloom } = chunk;
  const filtered = (value: Uint8Array) => !bloom || filterHas(file, bloom, value);
  if (values) return values.some((value) => isIn(value, value) && filtered(value));
  return isIn(from, to);
}
