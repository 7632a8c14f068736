import type { Column, ColumnType, Field, Table } from '../../cloudtrail/columns/index.ts';

/** One element of a Parquet schema, in depth-first order (Parquet format, SchemaElement). */
export interface SchemaElement {
  readonly name: string;
  readonly repetition: 'required' | 'optional' | 'repeated';
  readonly children?: number;
  readonly annotation?: 'list' | 'map' | 'string' | 'timestamp' | 'bigint';
}

/** What a leaf holds of the value at `recordPath`: the value, a field of a list's elements, a map's key or value. */
export type LeafRole = 'value' | 'element' | 'key' | 'entry';

/** One leaf column of a part. */
export interface Leaf {
  /** Path in the Parquet schema. */
  readonly path: readonly string[];
  /** Keys from the record's root: to the value, or to the list or map. */
  readonly recordPath: readonly string[];
  readonly role: LeafRole;
  /** For `element`: the key inside the element. */
  readonly key?: string;
  readonly maxDef: number;
  readonly maxRep: number;
  readonly type: 'varchar' | 'bigint' | 'timestamp';
  /** The column that it belongs to. */
  readonly column: Column;
  /** For a lifted leaf: the leaf inside a row that holds the same values, by its place in the schema. */
  readonly twin?: number;
}

export interface Schema {
  readonly elements: readonly SchemaElement[];
  readonly leaves: readonly Leaf[];
  readonly columns: number;
}

interface Place {
  readonly path: readonly string[];
  readonly recordPath: readonly string[];
  readonly def: number;
  readonly column: Column;
}

/** The Parquet schema of a table, and its leaf columns in the order in which a part holds them. */
export function schemaOf(table: Table): Schema {
  const elements: SchemaElement[] = [];
  const leaves: Leaf[] = [];
  for (const column of table.columns) {
    const place = { path: [column.name], recordPath: column.path, def: 1, column };
    addField(column, place, { elements, leaves });
  }
  return { elements, leaves, columns: table.columns.length };
}

interface Build {
  readonly elements: SchemaElement[];
  readonly leaves: Leaf[];
}

function addField(field: Pick<Field, 'name' | 'type'>, place: Place, build: Build): void {
  switch (field.type.is) {
    case 'row':
      addRow(field.name, field.type.fields, place, build);
      return;
    case 'array':
      addArray(field.name, field.type.fields, place, build);
      return;
    case 'map':
      addMap(field.name, place, build);
      return;
    default:
      addLeaf(field.name, field.type.is, place, build);
  }
}

function addLeaf(name: string, type: Leaf['type'], place: Place, build: Build): void {
  build.elements.push({ name, repetition: 'optional', annotation: annotationOf(type) });
  const twin = twinOf(place, build.leaves);
  build.leaves.push({
    ...leafOf(place),
    role: 'value',
    maxDef: place.def,
    maxRep: 0,
    type,
    ...(twin < 0 ? {} : { twin }),
  });
}

function twinOf({ recordPath, column }: Place, leaves: readonly Leaf[]): number {
  if (column.place !== 'lifted') return -1;
  const path = recordPath.join('.');
  return leaves.findIndex((leaf) => leaf.role === 'value' && leaf.recordPath.join('.') === path);
}

function leafOf({ path, recordPath, column }: Place) {
  return { path, recordPath, column };
}

function annotationOf(type: Exclude<ColumnType['is'], 'row' | 'array' | 'map'>) {
  return type === 'varchar' ? 'string' : type;
}

function addRow(name: string, fields: readonly Field[], place: Place, build: Build): void {
  build.elements.push({ name, repetition: 'optional', children: fields.length });
  for (const field of fields) {
    const path = [...place.path, field.name];
    const recordPath = [...place.recordPath, field.key];
    addField(field, { ...place, path, recordPath, def: place.def + 1 }, build);
  }
}

/** A list of rows in the three levels that Parquet prescribes (LogicalTypes.md, "Lists"). */
function addArray(name: string, fields: readonly Field[], place: Place, build: Build): void {
  build.elements.push(
    { name, repetition: 'optional', children: 1, annotation: 'list' },
    { name: 'list', repetition: 'repeated', children: 1 },
    { name: 'element', repetition: 'optional', children: fields.length },
  );
  for (const field of fields) {
    build.elements.push({ name: field.name, repetition: 'optional', annotation: 'string' });
    build.leaves.push({
      ...leafOf({ ...place, path: [...place.path, 'list', 'element', field.name] }),
      role: 'element',
      key: field.key,
      maxDef: place.def + 3,
      maxRep: 1,
      type: 'varchar',
    });
  }
}

/** A map of texts (LogicalTypes.md, "Maps"). */
function addMap(name: string, place: Place, build: Build): void {
  build.elements.push(
    { name, repetition: 'optional', children: 1, annotation: 'map' },
    { name: 'key_value', repetition: 'repeated', children: 2 },
    { name: 'key', repetition: 'required', annotation: 'string' },
    { name: 'value', repetition: 'optional', annotation: 'string' },
  );
  for (const [role, part, def] of [
    ['key', 'key', 1],
    ['entry', 'value', 2],
  ] as const) {
    build.leaves.push({
      ...leafOf({ ...place, path: [...place.path, 'key_value', part] }),
      role,
      maxDef: place.def + def,
      maxRep: 1,
      type: 'varchar',
    });
  }
}
