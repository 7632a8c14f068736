import type { Column, Field, Table } from '../../cloudtrail/columns/index.ts';
import { type Members, SESSION_MEMBERS } from '../../cloudtrail/records/index.ts';
import { firstMode, type Leaf, type Schema, schemaOf } from '../../lake/parquet/index.ts';
import type { ScanModule } from './wasm-module.ts';

// The numbers of wasm/layout.as.ts, wasm/rows.as.ts and wasm/columns.as.ts.
const KIND = { row: 0, array: 1, map: 2 } as const;
const FROM = { slot: 0, element: 1, key: 2, entry: 3 } as const;
const DERIVED: Readonly<Record<string, number>> = {
  ts: 4,
  object_id: 5,
  caller_id: 6,
  unknown: 7,
  flags: 8,
};

const IDENTITY = 'useridentity';

/** A key of a record's row, and where its value goes. */
interface KeyPlan {
  readonly row: number;
  readonly key: string;
  readonly slot: number;
  readonly nested: number;
}

interface RowPlan {
  readonly kind: number;
  readonly depth: number;
  readonly parent: number;
  readonly slot: number;
  readonly prefix: string;
  readonly fields: number;
}

/** Slots and rows of a table: each path of a record that a column needs has one slot. */
export class Layout {
  readonly rows: RowPlan[] = [
    { kind: KIND.row, depth: 0, parent: -1, slot: -1, prefix: '', fields: 0 },
  ];
  readonly keys: KeyPlan[] = [];
  readonly #slots = new Map<string, number>();
  readonly #rowOf = new Map<string, number>([['', 0]]);

  constructor(table: Table) {
    for (const column of table.columns) {
      if (column.place !== 'derived') this.#addColumn(column);
    }
  }

  get slotCount(): number {
    return this.#slots.size;
  }

  /** The slot of a path, -1 when no column has it. */
  slot(path: readonly string[]): number {
    return this.#slots.get(path.join('.')) ?? -1;
  }

  /** The slots of all that is in a row. */
  slotsIn(name: string): readonly number[] {
    const inner = [...this.#slots].filter(([path]) => path.startsWith(`${name}.`));
    return inner.map(([, slot]) => slot);
  }

  /** The row, list or map at a path. */
  row(path: readonly string[]): number {
    return this.#rowOf.get(path.join('.')) ?? -1;
  }

  #addColumn(column: Column): void {
    const parent = column.path.slice(0, -1);
    this.#addField({ ...column, key: column.path.at(-1) ?? '' }, parent);
  }

  #addField(field: Field, parent: readonly string[]): void {
    const path = [...parent, field.key];
    const name = path.join('.');
    if (this.#slots.has(name)) return;
    const slot = this.#slots.size;
    this.#slots.set(name, slot);
    const owner = this.row(parent);
    const { type } = field;
    if (type.is === 'varchar') {
      this.keys.push({ row: owner, key: field.key, slot, nested: -1 });
      return;
    }
    if (type.is !== 'row' && type.is !== 'array' && type.is !== 'map') return;
    const nested = this.rows.length;
    const depth = (this.rows[owner]?.depth ?? 0) + (type.is === 'row' ? 1 : 0);
    const fields = type.is === 'array' ? type.fields.length : 0;
    const prefix = type.is === 'array' ? name : `${name}.`;
    this.rows.push({ kind: KIND[type.is], depth, parent: owner, slot, prefix, fields });
    this.#rowOf.set(name, nested);
    this.keys.push({ row: owner, key: field.key, slot, nested });
    if (type.is === 'row') for (const inner of type.fields) this.#addField(inner, path);
    if (type.is === 'array') {
      type.fields.forEach((inner, index) => {
        this.keys.push({ row: nested, key: inner.key, slot: index, nested: -1 });
      });
    }
  }
}

/** Tells a scanner what a table looks like. */
export function applyLayout(x: ScanModule, table: Table): Layout {
  const layout = new Layout(table);
  const keep = textKeeper(x);
  x.setSlots(layout.slotCount);
  for (const row of layout.rows) {
    const id = x.addRow(row.kind, row.depth, row.parent, row.slot);
    const prefix = keep(row.prefix);
    x.setPrefix(id, prefix.at, prefix.length);
    x.setFields(id, row.fields);
  }
  for (const { row, key, slot, nested } of layout.keys) {
    for (const spelling of new Set([key, key.toLowerCase()])) {
      const text = keep(spelling);
      x.addKey(row, text.at, text.length, slot, nested);
    }
  }
  const leaves = buildersOf(schemaOf(table));
  for (const leaf of leaves) addColumn(x, layout, leaf);
  applyRoles(x, layout, table);
  if (layout.slot(['eventName']) >= 0) applyCalls(x, layout, leaves, keep);
  return layout;
}

/** The leaves that have builders of their own: a lifted leaf shares its twin's. */
export function buildersOf({ leaves }: Schema): readonly Leaf[] {
  return leaves.filter(({ twin }) => twin === undefined);
}

function textKeeper(x: ScanModule) {
  const encoder = new TextEncoder();
  return (text: string) => {
    const bytes = encoder.encode(text);
    const at = x.alloc(bytes.length);
    new Uint8Array(x.memory.buffer).set(bytes, at);
    return { at, length: bytes.length };
  };
}

/** Names the members of records that tell of sessions, below one of them (0: the record). */
function addMembers(
  x: ScanModule,
  keep: ReturnType<typeof textKeeper>,
  members: Members,
  owner = 0,
): void {
  for (const [name, told] of Object.entries(members)) {
    const text = keep(name);
    const label = keep(typeof told === 'string' ? told : '');
    const member = x.addSessionMember(owner, text.at, text.length, label.at, label.length);
    if (typeof told !== 'string') addMembers(x, keep, told, member);
  }
}

function addColumn(x: ScanModule, layout: Layout, leaf: Leaf): void {
  const { kind, slot, owner } = sourceOf(layout, leaf);
  const inIdentity = leaf.role === 'value' && leaf.path.length > 1 && leaf.path[0] === IDENTITY;
  x.addColumn(firstMode(leaf), leaf.maxDef, leaf.maxRep, kind, slot, owner, inIdentity ? 1 : 0);
}

function sourceOf(layout: Layout, leaf: Leaf) {
  const { role, recordPath, path, column } = leaf;
  if (column.place === 'derived') return { kind: DERIVED[column.name] ?? 0, slot: 0, owner: -1 };
  if (role === 'value') {
    // A lifted leaf is NULL or there: it has no row above it in the part.
    const owner = path.length === 1 ? -1 : layout.row(recordPath.slice(0, -1));
    return { kind: FROM.slot, slot: layout.slot(recordPath), owner };
  }
  const owner = layout.row(recordPath);
  const keys = layout.keys.filter((key) => key.row === owner);
  const slot =
    role === 'element' ? keys.findIndex((key) => key.key === leaf.key) : role === 'key' ? 0 : 1;
  return { kind: FROM[role], slot, owner };
}

/** Names the slots that have a meaning of their own. */
function applyRoles(x: ScanModule, layout: Layout, table: Table): void {
  const slot = (...path: string[]) => layout.slot(path);
  x.setTimeSlot(layout.slot(table.timePath));
  x.setIdentityRow(slot('userIdentity'));
  for (const inner of layout.slotsIn('userIdentity')) x.addIdentitySlot(inner);
  x.setCategory(slot('eventCategory'), slot('eventType'), CATEGORY[table.kind].charCodeAt(0) || 0);
  const id = table.kind === 'aggregated' ? slot('eventId') : slot('eventID');
  const recipient = slot(table.kind === 'aggregated' ? 'accountId' : 'recipientAccountId');
  x.setIdentity(recipient, slot('userIdentity', 'accountId'), slot('awsRegion'), id);
  const hasCalls = slot('eventName') >= 0;
  x.setNeeded(
    slot('eventVersion'),
    hasCalls ? slot('eventSource') : -1,
    hasCalls ? slot('eventName') : slot('insightDetails'),
  );
}

/** Names what tells of callers and sessions, in a table of calls. */
function applyCalls(
  x: ScanModule,
  layout: Layout,
  leaves: readonly Leaf[],
  keep: ReturnType<typeof textKeeper>,
): void {
  const slot = (...path: string[]) => layout.slot(path);
  const identity = (...path: string[]) => slot('userIdentity', ...path);
  [
    slot('userAgent'),
    identity('sessionContext', 'sessionIssuer', 'arn'),
    identity('type'),
    identity('invokedBy'),
    slot('sessionCredentialFromConsole'),
    identity('arn'),
  ].forEach((at, part) => {
    x.setCallerField(part, at);
  });
  x.setAgentColumn(leaves.findIndex(({ column }) => column.name === 'useragent'));
  x.setSessionSlots(slot('eventName'), slot('responseElements'));
  addMembers(x, keep, SESSION_MEMBERS);
}

/** The eventCategory of a table's records; events take any that has no table of its own. */
const CATEGORY = {
  events: '',
  network: 'NetworkActivity',
  insights: 'Insight',
  aggregated: 'Aggregated',
} as const;
