export type * from './alerts/message.ts';
export type { Level } from './sigma/model.ts';
