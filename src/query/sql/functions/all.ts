import * as aggregates from './aggregates.ts';
import * as arrays from './arrays.ts';
import * as binary from './binary.ts';
import * as bitwise from './bitwise.ts';
import * as conversion from './conversion.ts';
import * as dates from './dates.ts';
import * as json from './json.ts';
import * as maps from './maps.ts';
import * as members from './members.ts';
import * as network from './network.ts';
import * as numbers from './numbers.ts';
import * as regex from './regex.ts';
import type { FunctionFile } from './registry.ts';
import * as requests from './requests.ts';
import * as text from './text.ts';
import * as url from './url.ts';
import * as uuid from './uuid.ts';
import * as windows from './windows.ts';

/** The files of functions, one a line. */
export const FUNCTION_FILES: readonly FunctionFile[] = [
  aggregates,
  arrays,
  binary,
  bitwise,
  conversion,
  dates,
  json,
  maps,
  members,
  network,
  numbers,
  regex,
  requests,
  text,
  url,
  uuid,
  windows,
];
