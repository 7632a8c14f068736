export type * from './ast.ts';
export { formatExpression, formatSql, formatStatement } from './format/index.ts';
export { textLiteral } from './literals.ts';
export { parseStatement } from './parser/index.ts';
export { type LineColumn, offsetOf, positionOf } from './position.ts';
export { type AnyNode, childrenOf, walk } from './walk.ts';
