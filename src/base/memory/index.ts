export { giveBack } from './give-back.ts';
