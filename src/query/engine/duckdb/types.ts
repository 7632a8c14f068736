import {
  type DuckDBListType,
  type DuckDBMapType,
  type DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from '@duckdb/node-api';

const NAMES: Readonly<Partial<Record<DuckDBTypeId, string>>> = {
  [DuckDBTypeId.BOOLEAN]: 'boolean',
  [DuckDBTypeId.TINYINT]: 'tinyint',
  [DuckDBTypeId.SMALLINT]: 'smallint',
  [DuckDBTypeId.INTEGER]: 'integer',
  [DuckDBTypeId.BIGINT]: 'bigint',
  [DuckDBTypeId.HUGEINT]: 'bigint',
  [DuckDBTypeId.UBIGINT]: 'bigint',
  [DuckDBTypeId.FLOAT]: 'real',
  [DuckDBTypeId.DOUBLE]: 'double',
  [DuckDBTypeId.VARCHAR]: 'varchar',
  [DuckDBTypeId.BLOB]: 'varbinary',
  [DuckDBTypeId.DATE]: 'date',
  [DuckDBTypeId.TIME]: 'time',
  [DuckDBTypeId.TIMESTAMP]: 'timestamp(6)',
  [DuckDBTypeId.TIMESTAMP_MS]: 'timestamp(3)',
  [DuckDBTypeId.TIMESTAMP_S]: 'timestamp(0)',
  [DuckDBTypeId.TIMESTAMP_NS]: 'timestamp(9)',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'timestamp(6) with time zone',
  [DuckDBTypeId.INTERVAL]: 'interval day to second',
  [DuckDBTypeId.UUID]: 'uuid',
  [DuckDBTypeId.SQLNULL]: 'unknown',
};

/** Athena's name of a DuckDB type. */
export function typeName(type: DuckDBType): string {
  switch (type.typeId) {
    case DuckDBTypeId.LIST:
      return `array(${typeName((type as DuckDBListType).valueType)})`;
    case DuckDBTypeId.MAP: {
      const { keyType, valueType } = type as DuckDBMapType;
      return `map(${typeName(keyType)}, ${typeName(valueType)})`;
    }
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = type as DuckDBStructType;
      const fields = entryTypes.map((entry, index) => `${entryNames[index]} ${typeName(entry)}`);
      return `row(${fields.join(', ')})`;
    }
    default:
      return NAMES[type.typeId] ?? type.toString().toLowerCase();
  }
}
