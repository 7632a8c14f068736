import type { AppError } from '../../base/errors/index.ts';
import type { QueryResult, Row, SqlDetails } from '../../query/engine/index.ts';
import type { Output } from '../terminal/index.ts';

/** Why a query has no answer; values as in Trino's client protocol. */
interface BatchError {
  readonly code: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** Characters of an answer that are held back until it is whole: most end before, and rows of one that fails are left out. */
const MOST_HELD = 16 * 1024 * 1024;

/** One line of a batch's output, written as its rows come: an answer may be longer than a text can be. */
export class BatchLine {
  readonly #out: Output;
  readonly #head: string;
  #columns: QueryResult['columns'] = [];
  #held: string[] = [];
  #size = 0;
  #isBegun = false;
  #rows = 0;

  constructor(out: Output, id: unknown) {
    this.#out = out;
    this.#head = `{"id":${JSON.stringify(id ?? null)},"columns":`;
  }

  begin(columns: QueryResult['columns']): void {
    this.#columns = columns;
  }

  /** Whether somebody still reads. */
  async add(page: readonly Row[]): Promise<boolean> {
    for (const row of page) {
      const text = `${this.#rows === 0 ? '' : ','}${JSON.stringify(row)}`;
      this.#held.push(text);
      this.#size += text.length;
      this.#rows++;
    }
    return this.#size < MOST_HELD || this.#write();
  }

  /** Ends the line; false when nobody reads any more. With an error behind rows that are written, these are a part of all. */
  async end(error: BatchError | null, ms: number): Promise<boolean> {
    if (error && !this.#isBegun) {
      this.#held = [];
      this.#rows = 0;
    }
    this.#held.push(`],"rowCount":${this.#rows},"error":${JSON.stringify(error)},"ms":${ms}}\n`);
    return this.#write();
  }

  async #write(): Promise<boolean> {
    const head = this.#isBegun ? '' : `${this.#head}${JSON.stringify(this.#columns)},"rows":[`;
    this.#isBegun = true;
    const text = head + this.#held.join('');
    this.#held = [];
    this.#size = 0;
    return this.#out.write(text);
  }
}

export function batchError({ code, details, message }: AppError): BatchError {
  const { error, reason, line, column } = details as unknown as Partial<SqlDetails>;
  return {
    code: error ?? code,
    message: reason ?? message,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
