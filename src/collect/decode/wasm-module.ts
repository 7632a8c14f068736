import { readFileSync } from 'node:fs';

/** The exports of `wasm/index.as.ts`. Pointers and sizes are bytes of its memory. */
export interface ScanModule {
  readonly memory: WebAssembly.Memory;
  readonly stopped: WebAssembly.Global;
  readonly least: WebAssembly.Global;
  readonly greatest: WebAssembly.Global;
  alloc(size: number): number;
  free(at: number): void;
  setSlots(count: number): void;
  addRow(kind: number, depth: number, parent: number, slot: number): number;
  setPrefix(row: number, text: number, length: number): void;
  setFields(row: number, fields: number): void;
  addKey(row: number, text: number, length: number, slot: number, nested: number): void;
  addColumn(
    mode: number,
    maxDef: number,
    maxRep: number,
    stats: number,
    bloom: number,
    kind: number,
    slot: number,
    owner: number,
  ): void;
  setTimeSlot(slot: number): void;
  setNeeded(version: number, a: number, b: number): void;
  setCategory(slot: number, wanted: number): void;
  setIdentity(recipient: number, account: number, region: number, id: number): void;
  setCallerField(part: number, slot: number): void;
  setSessionSlots(name: number, answer: number): void;
  beginBatch(which: number): void;
  selectBatch(which: number): void;
  setObject(id: number): void;
  scanRecords(at: number, isFirst: number): number;
  takeRecord(at: number, time: bigint, day: number, flags: number, flagsLength: number): number;
  batchRows(): number;
  batchDays(): number;
  batchHashes(): number;
  newTable(): number;
  freeTable(table: number): void;
  appendRow(row: number, table: number): void;
  tableRows(table: number): number;
  tableRaw(table: number): number;
  tableLeast(table: number): bigint;
  tableGreatest(table: number): bigint;
  callers(table: number): number;
  callerSlots(table: number): number;
  callerStride(): number;
  callerText(table: number): number;
  sessions(table: number): number;
  sessionLength(table: number): number;
  settleColumn(table: number, column: number): number;
  entries(table: number, column: number): number;
  values(table: number, column: number): number;
  dictionarySize(table: number, column: number): number;
  data(table: number, column: number): number;
  dataLength(table: number, column: number): number;
  pageCapacity(table: number, column: number): number;
  page(table: number, column: number, to: number): number;
  bounds(table: number, column: number): void;
  bloomSize(table: number, column: number): number;
  bloom(table: number, column: number, to: number): void;
}

/** Compiles the scanner; built by `npm run build` from `wasm/index.as.ts`. */
export function loadScanModule(): WebAssembly.Module {
  const built = new URL('../../../dist/scan.wasm', import.meta.url);
  const beside = new URL('../../scan.wasm', import.meta.url);
  // In the sources the module lies in dist/; in dist/ it lies two folders up.
  const url = import.meta.url.endsWith('.ts') ? built : beside;
  return new WebAssembly.Module(readFileSync(url));
}

export function newScanModule(module: WebAssembly.Module): ScanModule {
  const instance = new WebAssembly.Instance(module, {
    env: {
      abort: () => {
        throw new Error('The scanner ran out of memory.');
      },
    },
  });
  return instance.exports as unknown as ScanModule;
}
