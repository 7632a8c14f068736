export type { ObjectKind } from './kinds.ts';
export { isLogFile } from './log-file.ts';
export { enterFolder, type LogFolder, logFolderOf, type Place } from './log-folder.ts';
export { type ObjectKey, parseObjectKey } from './object-key.ts';
export { type Route, Router } from './route.ts';
