/** The rows of one day in hand: column builders, and the callers and sessions seen in them. */
@unmanaged
export class DayTable {
  columns: usize;
  rows: i32;
  /** Bytes of JSON text that the rows came from. */
  raw: u32;
  /** Microseconds; least > greatest when no row has a time. */
  least: i64;
  greatest: i64;
  callers: usize;
  callerMask: i32;
  callerCount: i32;
  callerText: usize;
  callerTextLength: i32;
  callerTextCapacity: i32;
  identities: usize;
  sessions: usize;
  sessionLength: i32;
  sessionCapacity: i32;
}
