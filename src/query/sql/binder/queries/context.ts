import type { QualifiedName, Query, Relation as RelationNode } from '../../syntax/index.ts';
import type { LakeTable } from '../../tables/index.ts';
import type { Fragment } from '../../typed.ts';
import type { Type } from '../../types/index.ts';
import type { ExpressionContext } from '../expressions/index.ts';
import type { CarriedColumn } from './carried.ts';
import type { Field, Readers, Relation, Source, TableUse } from './relation.ts';
import type { NameScope } from './scope.ts';

/** A column of a query's result. In DuckDB's SQL it is `c1`, `c2` ... by place. */
export interface OutputColumn {
  /** As Trino names it; absent where only a place does (`_col0`). */
  readonly name?: string;
  readonly type: Type;
  readonly source?: Source;
}

export interface BoundRows {
  readonly sql: Fragment;
  readonly columns: readonly OutputColumn[];
  /** Hidden columns that a query around this one may name. */
  readonly carried?: readonly CarriedColumn[];
}

/** A table of a WITH clause, by the name that it has in DuckDB's SQL. */
export interface CommonTable {
  readonly sql: string;
  readonly columns: readonly OutputColumn[];
  readonly carried?: readonly CarriedColumn[];
  readonly readers: Readers;
}

/** What surrounds a query: the scope of its correlated names, and the common tables in sight. */
export interface Surroundings {
  readonly outer?: NameScope;
  readonly common: ReadonlyMap<string, CommonTable>;
}

/** The binders of the parts of a query, which need one another. */
export interface Binders {
  query(query: Query, around: Surroundings): BoundRows;
  relation(node: RelationNode, around: Surroundings): Relation;
}

export interface BindOptions extends ExpressionContext {
  /** The lake's table that a name means. */
  readonly table: (name: QualifiedName) => LakeTable | undefined;
}

/** What one binding of one text shares. */
export class Context {
  readonly options: BindOptions;
  readonly uses: TableUse[] = [];
  /** Whether the partition column `day` holds full dates, see `comparesDayWithDate`. */
  readonly hasFullDays: boolean;
  readonly bind: Binders;
  readonly #numbers = new Map<string, number>();
  readonly #ids = new Map<Field, number>();

  constructor(
    options: BindOptions,
    {
      bind,
      hasFullDays,
    }: {
      readonly bind: (context: Context) => Binders;
      readonly hasFullDays: boolean;
    },
  ) {
    this.options = options;
    this.hasFullDays = hasFullDays;
    this.bind = bind(this);
  }

  /** A name that stands once in the SQL: `r1`, `r2` ... */
  fresh(prefix: string): string {
    const number = (this.#numbers.get(prefix) ?? 0) + 1;
    this.#numbers.set(prefix, number);
    return `${prefix}${number}`;
  }

  /** A column's number, by which it is told from others of its name. */
  idOf(field: Field): number {
    const known = this.#ids.get(field);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    this.#ids.set(field, id);
    return id;
  }
}
