import {
  BUILDER_ADDRESSES,
  type BuilderModule,
  instantiate,
  loadModule,
} from '../../lake/parquet/index.ts';

/** The exports of `wasm/index.as.ts`. Pointers and sizes are bytes of its memory. */
export interface ScanModule extends BuilderModule {
  readonly stopped: WebAssembly.Global;
  tableColumns(table: number): number;
  setSlots(count: number): void;
  addRow(kind: number, depth: number, parent: number, slot: number): number;
  setPrefix(row: number, text: number, length: number): void;
  setFields(row: number, fields: number): void;
  addKey(row: number, text: number, length: number, slot: number, nested: number): void;
  addColumn(
    mode: number,
    maxDef: number,
    maxRep: number,
    kind: number,
    slot: number,
    owner: number,
    inIdentity: number,
  ): void;
  setIdentityRow(slot: number): void;
  addIdentitySlot(slot: number): void;
  setTimeSlot(slot: number): void;
  setNeeded(version: number, a: number, b: number): void;
  setCategory(slot: number, type: number, wanted: number): void;
  setIdentity(recipient: number, account: number, region: number, id: number): void;
  setCallerField(part: number, slot: number): void;
  setAgentColumn(column: number): void;
  setSessionSlots(name: number, answer: number): void;
  addSessionMember(
    owner: number,
    text: number,
    length: number,
    label: number,
    labelLength: number,
  ): number;
  beginBatch(which: number): void;
  selectBatch(which: number): void;
  endBatch(which: number): void;
  setObject(id: number, isNamed: number): void;
  reserveText(size: number): number;
  takeObject(from: number, length: number, id: number, isNamed: number): number;
  readonly objectText: WebAssembly.Global;
  readonly objectTextLength: WebAssembly.Global;
  /** As a signed number. */
  checkSum(at: number, length: number): number;
  scanRecords(at: number, isFirst: number): number;
  takeRecord(at: number, time: bigint, day: number, flags: number, flagsLength: number): number;
  batchRows(): number;
  batchDays(): number;
  batchHashes(): number;
  newTable(): number;
  resetTable(table: number): void;
  freeTable(table: number): void;
  appendRows(from: number, to: number, table: number): void;
  finishRows(table: number): void;
  tableRows(table: number): number;
  tableRaw(table: number): number;
  tableLeast(table: number): bigint;
  tableGreatest(table: number): bigint;
  callers(table: number): number;
  callerSlots(table: number): number;
  callerStride(): number;
  callerText(table: number): number;
  callerTextLength(table: number): number;
  sessions(table: number): number;
  sessionLength(table: number): number;
}

/** Compiles the scanner; built by `npm run build` from `wasm/index.as.ts`. */
export function loadScanModule(): WebAssembly.Module {
  return loadModule('scan.wasm');
}

const ADDRESSES = [
  ...BUILDER_ADDRESSES,
  'stopped',
  'reserveText',
  'objectText',
  'objectTextLength',
  'batchDays',
  'batchHashes',
  'newTable',
  'tableColumns',
  'callers',
  'callerText',
  'sessions',
] as const;

export function newScanModule(module: WebAssembly.Module): ScanModule {
  return instantiate<ScanModule>(module, ADDRESSES);
}
