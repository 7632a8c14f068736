export { explainRule } from './explain.ts';
export type { Explained, Explanation, Sight } from './explained.ts';
