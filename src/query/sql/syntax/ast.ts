/** Half-open range of a text in UTF-16 code units: what JavaScript and editors count. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly span: Span;
}

/** A name as typed, without its quotes. Unquoted names and quoted ones both match without case, as in Trino. */
export interface Identifier extends Node {
  readonly is: 'identifier';
  readonly name: string;
  readonly quoted: boolean;
}

/** `catalog.database.table`, or the name of a function. */
export interface QualifiedName extends Node {
  readonly parts: readonly Identifier[];
}

// ---- statements

export type Statement =
  | QueryStatement
  | ShowTables
  | ShowColumns
  | ShowFunctions
  | ShowPartitions
  | Explain
  | CreateView;

export interface QueryStatement extends Node {
  readonly is: 'query';
  readonly query: Query;
}
export interface ShowTables extends Node {
  readonly is: 'show-tables';
  readonly database?: QualifiedName;
  readonly like?: StringLiteral;
  readonly escape?: StringLiteral;
}
/** SHOW COLUMNS FROM t, DESCRIBE t, DESC t. */
export interface ShowColumns extends Node {
  readonly is: 'show-columns';
  readonly table: QualifiedName;
  readonly like?: StringLiteral;
  readonly escape?: StringLiteral;
}
export interface ShowFunctions extends Node {
  readonly is: 'show-functions';
  readonly database?: QualifiedName;
  readonly like?: StringLiteral;
  readonly escape?: StringLiteral;
}
export interface ShowPartitions extends Node {
  readonly is: 'show-partitions';
  readonly table: QualifiedName;
}
export interface Explain extends Node {
  readonly is: 'explain';
  readonly analyze: boolean;
  readonly verbose: boolean;
  readonly options: readonly ExplainOption[];
  readonly statement: Statement;
}
/** `TYPE LOGICAL`, `FORMAT JSON`: both in lower case. */
export interface ExplainOption extends Node {
  readonly name: 'type' | 'format';
  readonly value: string;
}
/** Parsed so that it can be answered with an offer: no definition is ever run. */
export interface CreateView extends Node {
  readonly is: 'create-view';
  /** OR REPLACE. */
  readonly replace: boolean;
  readonly name: QualifiedName;
  readonly query: Query;
}

// ---- queries

export interface Query extends Node {
  readonly is: 'query-expression';
  readonly with?: With;
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  readonly offset?: Expression;
  readonly limit?: Limit;
}
export interface With extends Node {
  readonly recursive: boolean;
  readonly tables: readonly WithTable[];
}
export interface WithTable extends Node {
  readonly name: Identifier;
  readonly columns?: readonly Identifier[];
  readonly query: Query;
}
/** LIMIT n, LIMIT ALL, FETCH FIRST n ROWS ONLY | WITH TIES. */
export interface Limit extends Node {
  readonly form: 'limit' | 'fetch';
  /** Absent: LIMIT ALL, or FETCH FIRST ROW. */
  readonly count?: Expression;
  readonly all: boolean;
  readonly withTies: boolean;
}
export interface SortItem extends Node {
  readonly value: Expression;
  readonly direction?: 'asc' | 'desc';
  readonly nulls?: 'first' | 'last';
}

export type QueryBody = Select | SetOperation | Values | TableQuery | NestedQuery;

export interface Select extends Node {
  readonly is: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  /** Several: an implicit cross join. */
  readonly from: readonly Relation[];
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
  readonly windows: readonly NamedWindow[];
}
export type SelectItem = SelectColumn | SelectAll;
export interface SelectColumn extends Node {
  readonly is: 'select-column';
  readonly value: Expression;
  readonly alias?: Identifier;
}
/** `*`, `t.*`, `(row).*`, each with optional aliases. */
export interface SelectAll extends Node {
  readonly is: 'select-all';
  readonly of?: Expression;
  readonly aliases?: readonly Identifier[];
}
export interface GroupBy extends Node {
  readonly quantifier?: 'distinct' | 'all';
  readonly elements: readonly GroupingElement[];
}
/** `sets` of a simple element is one set; of ROLLUP and CUBE, the columns of each of their items. */
export interface GroupingElement extends Node {
  readonly is: 'simple' | 'rollup' | 'cube' | 'grouping-sets';
  readonly sets: readonly (readonly Expression[])[];
}
export interface NamedWindow extends Node {
  readonly name: Identifier;
  readonly window: WindowSpecification;
}
export interface SetOperation extends Node {
  readonly is: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly left: QueryBody;
  readonly right: QueryBody;
}
export interface Values extends Node {
  readonly is: 'values';
  /** A row of one column may stand without parentheses. */
  readonly rows: readonly Expression[];
}
/** TABLE t. */
export interface TableQuery extends Node {
  readonly is: 'table-query';
  readonly name: QualifiedName;
}
export interface NestedQuery extends Node {
  readonly is: 'nested';
  readonly query: Query;
}

// ---- relations

export type Relation =
  | TableName
  | SubqueryRelation
  | Unnest
  | Lateral
  | TableFunction
  | Join
  | AliasedRelation
  | SampledRelation
  | NestedRelation
  | MatchRecognize;

export interface TableName extends Node {
  readonly is: 'table';
  readonly name: QualifiedName;
}
export interface SubqueryRelation extends Node {
  readonly is: 'subquery-relation';
  readonly query: Query;
}
export interface Unnest extends Node {
  readonly is: 'unnest';
  readonly values: readonly Expression[];
  readonly ordinality: boolean;
}
export interface Lateral extends Node {
  readonly is: 'lateral';
  readonly query: Query;
}
/** TABLE(f(...)) and JSON_TABLE(...): parsed to be refused by name. */
export interface TableFunction extends Node {
  readonly is: 'table-function';
  readonly name: QualifiedName;
  readonly args: readonly Expression[];
  /** What stands between its parentheses, as typed: arguments of tables and descriptors are not read. */
  readonly text: string;
}
export interface Join extends Node {
  readonly is: 'join';
  readonly type: 'cross' | 'inner' | 'left' | 'right' | 'full';
  readonly natural: boolean;
  readonly left: Relation;
  readonly right: Relation;
  readonly on?: Expression;
  readonly using?: readonly Identifier[];
}
export interface AliasedRelation extends Node {
  readonly is: 'aliased';
  readonly relation: Relation;
  readonly alias: Identifier;
  readonly columns?: readonly Identifier[];
}
export interface SampledRelation extends Node {
  readonly is: 'sampled';
  readonly relation: Relation;
  readonly method: 'bernoulli' | 'system';
  readonly percentage: Expression;
}
/** A join in parentheses. */
export interface NestedRelation extends Node {
  readonly is: 'nested-relation';
  readonly relation: Relation;
}
/** Recognised by its keyword only; the binder refuses it by name. */
export interface MatchRecognize extends Node {
  readonly is: 'match-recognize';
  readonly relation: Relation;
  /** What stands between its parentheses, as typed. */
  readonly text: string;
}

// ---- expressions

export type Expression =
  | NullLiteral
  | BooleanLiteral
  | StringLiteral
  | BinaryLiteral
  | NumberLiteral
  | TypedLiteral
  | IntervalLiteral
  | Identifier
  | Dereference
  | FunctionCall
  | Cast
  | Extract
  | Trim
  | Position
  | CurrentTime
  | JsonFunction
  | Unary
  | Arithmetic
  | Comparison
  | QuantifiedComparison
  | Logical
  | Not
  | Between
  | InList
  | InSubquery
  | Exists
  | Like
  | IsNull
  | IsDistinct
  | Case
  | Subscript
  | ArrayConstructor
  | RowConstructor
  | Lambda
  | ScalarSubquery
  | AtTimeZone
  | Grouping
  | Parameter
  | NestedExpression;

export interface NullLiteral extends Node {
  readonly is: 'null';
}
export interface BooleanLiteral extends Node {
  readonly is: 'boolean';
  readonly value: boolean;
}
/** Also U&'...', decoded. */
export interface StringLiteral extends Node {
  readonly is: 'string';
  readonly value: string;
}
/** X'...': hexadecimal digits without spaces. */
export interface BinaryLiteral extends Node {
  readonly is: 'binary';
  readonly hex: string;
}
/** `text` as typed, without `_`: 42 or 0x2A; 1.5; 1.5E0. */
export interface NumberLiteral extends Node {
  readonly is: 'integer' | 'decimal' | 'double';
  readonly text: string;
}
/** DATE '...', TIMESTAMP '...', BIGINT '...', IPADDRESS '...': any type's name before a text. */
export interface TypedLiteral extends Node {
  readonly is: 'typed-literal';
  readonly type: TypeName;
  readonly value: string;
}
export interface IntervalLiteral extends Node {
  readonly is: 'interval';
  readonly negative: boolean;
  readonly value: string;
  readonly from: IntervalUnit;
  readonly to?: IntervalUnit;
}
export type IntervalUnit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';
/** `base.field`: a column of a table, or a field of a row; the binder tells. */
export interface Dereference extends Node {
  readonly is: 'dereference';
  readonly base: Expression;
  readonly field: Identifier;
}
/** Every call with ordinary arguments: COALESCE, NULLIF, IF, TRY, SUBSTRING, NORMALIZE, LISTAGG among them. */
export interface FunctionCall extends Node {
  readonly is: 'call';
  readonly name: QualifiedName;
  readonly args: readonly Expression[];
  /** count(*). */
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly SortItem[];
  readonly withinGroup?: readonly SortItem[];
  readonly filter?: Expression;
  readonly nulls?: 'ignore' | 'respect';
  readonly over?: WindowSpecification | Identifier;
  /** LISTAGG: what happens to a result that is too long. */
  readonly overflow?: 'error' | 'truncate';
  /** Of TRUNCATE: what stands for the rest, and whether the number left out follows. */
  readonly overflowFiller?: StringLiteral;
  readonly overflowCount?: boolean;
}
export interface WindowSpecification extends Node {
  readonly is: 'window';
  readonly base?: Identifier;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly frame?: WindowFrame;
}
export interface WindowFrame extends Node {
  readonly unit: 'rows' | 'range' | 'groups';
  readonly start: FrameBound;
  readonly end?: FrameBound;
}
export interface FrameBound extends Node {
  readonly is:
    | 'unbounded-preceding'
    | 'preceding'
    | 'current-row'
    | 'following'
    | 'unbounded-following';
  readonly value?: Expression;
}
export interface Cast extends Node {
  readonly is: 'cast';
  readonly isTry: boolean;
  readonly value: Expression;
  readonly type: TypeName;
}
/** `unit` as typed, in lower case. */
export interface Extract extends Node {
  readonly is: 'extract';
  readonly unit: string;
  readonly value: Expression;
}
export interface Trim extends Node {
  readonly is: 'trim';
  readonly side: 'both' | 'leading' | 'trailing';
  readonly characters?: Expression;
  readonly value: Expression;
}
/** POSITION(needle IN haystack). */
export interface Position extends Node {
  readonly is: 'position';
  readonly needle: Expression;
  readonly value: Expression;
}
/** CURRENT_DATE and its like: no parentheses, perhaps a precision. */
export interface CurrentTime extends Node {
  readonly is: 'current';
  readonly name:
    | 'current_date'
    | 'current_time'
    | 'current_timestamp'
    | 'localtime'
    | 'localtimestamp'
    | 'current_user'
    | 'current_catalog'
    | 'current_schema';
  readonly precision?: number;
}
/** JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT, JSON_ARRAY with their own clauses. */
export interface JsonFunction extends Node {
  readonly is: 'json-exists' | 'json-value' | 'json-query' | 'json-object' | 'json-array';
  readonly args: readonly Expression[];
  /** FORMAT clauses of `args`, in lower case: `json encoding utf8`. */
  readonly formats?: readonly (string | undefined)[];
  /** JSON_OBJECT: as many keys as `args`. */
  readonly keys?: readonly Expression[];
  readonly path?: StringLiteral;
  readonly pathName?: Identifier;
  readonly passing: readonly JsonArgument[];
  readonly returning?: TypeName;
  /** FORMAT after RETURNING. */
  readonly outputFormat?: string;
  readonly onEmpty?: JsonBehavior;
  readonly onError?: JsonBehavior;
  readonly wrapper?: 'without' | 'conditional' | 'unconditional';
  readonly quotes?: 'keep' | 'omit';
  readonly onNull?: 'null' | 'absent';
  readonly uniqueKeys?: boolean;
}
/** `value [FORMAT JSON] AS name` after PASSING. */
export interface JsonArgument {
  readonly value: Expression;
  readonly name: Identifier;
  readonly format?: string;
}
export interface JsonBehavior {
  readonly is:
    | 'null'
    | 'error'
    | 'default'
    | 'empty-array'
    | 'empty-object'
    | 'true'
    | 'false'
    | 'unknown';
  readonly value?: Expression;
}
export interface Unary extends Node {
  readonly is: 'unary';
  readonly operator: '+' | '-';
  readonly value: Expression;
}
export interface Arithmetic extends Node {
  readonly is: 'arithmetic';
  readonly operator: '+' | '-' | '*' | '/' | '%' | '||';
  readonly left: Expression;
  readonly right: Expression;
}
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
/** `!=` is `<>`. */
export interface Comparison extends Node {
  readonly is: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface QuantifiedComparison extends Node {
  readonly is: 'quantified';
  readonly operator: ComparisonOperator;
  readonly quantifier: 'all' | 'any';
  readonly left: Expression;
  readonly query: Query;
}
/** Terms of one chain of ANDs or ORs, in order. */
export interface Logical extends Node {
  readonly is: 'and' | 'or';
  readonly terms: readonly Expression[];
}
export interface Not extends Node {
  readonly is: 'not';
  readonly value: Expression;
}
export interface Between extends Node {
  readonly is: 'between';
  readonly negated: boolean;
  readonly value: Expression;
  readonly low: Expression;
  readonly high: Expression;
}
export interface InList extends Node {
  readonly is: 'in-list';
  readonly negated: boolean;
  readonly value: Expression;
  readonly items: readonly Expression[];
}
export interface InSubquery extends Node {
  readonly is: 'in-subquery';
  readonly negated: boolean;
  readonly value: Expression;
  readonly query: Query;
}
export interface Exists extends Node {
  readonly is: 'exists';
  readonly query: Query;
}
export interface Like extends Node {
  readonly is: 'like';
  readonly negated: boolean;
  readonly value: Expression;
  readonly pattern: Expression;
  readonly escape?: Expression;
}
export interface IsNull extends Node {
  readonly is: 'is-null';
  readonly negated: boolean;
  readonly value: Expression;
}
/** IS [NOT] DISTINCT FROM. */
export interface IsDistinct extends Node {
  readonly is: 'is-distinct';
  readonly negated: boolean;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Case extends Node {
  readonly is: 'case';
  readonly operand?: Expression;
  readonly whens: readonly CaseWhen[];
  readonly otherwise?: Expression;
}
export interface CaseWhen extends Node {
  readonly when: Expression;
  readonly then: Expression;
}
export interface Subscript extends Node {
  readonly is: 'subscript';
  readonly base: Expression;
  readonly index: Expression;
}
export interface ArrayConstructor extends Node {
  readonly is: 'array';
  readonly items: readonly Expression[];
}
/** ROW(a, b) or (a, b). */
export interface RowConstructor extends Node {
  readonly is: 'row';
  readonly items: readonly Expression[];
}
export interface Lambda extends Node {
  readonly is: 'lambda';
  readonly params: readonly Identifier[];
  readonly body: Expression;
}
export interface ScalarSubquery extends Node {
  readonly is: 'subquery';
  readonly query: Query;
}
export interface AtTimeZone extends Node {
  readonly is: 'at-time-zone';
  readonly value: Expression;
  readonly zone: Expression;
}
export interface Grouping extends Node {
  readonly is: 'grouping';
  readonly columns: readonly Expression[];
}
/** `?`: parsed to be refused, as Athena refuses it without parameters. */
export interface Parameter extends Node {
  readonly is: 'parameter';
}
/** Parentheses around one expression. */
export interface NestedExpression extends Node {
  readonly is: 'nested-expression';
  readonly value: Expression;
}

// ---- types

/** A type as written. `name` in lower case: `timestamp with time zone` is one name. */
export interface TypeName extends Node {
  readonly is: 'type';
  readonly name: string;
  /** varchar(3), decimal(10, 2), timestamp(6). */
  readonly numbers: readonly number[];
  /** array(T), map(K, V); of a row, the types of its fields. */
  readonly types: readonly TypeName[];
  /** Of a row: the names of its fields, undefined for one without. */
  readonly fields?: readonly (Identifier | undefined)[];
}
