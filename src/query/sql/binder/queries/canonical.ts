import type { Expression, Identifier, QualifiedName, Span } from '../../syntax/index.ts';
import { bare, chainOf, lower } from './names.ts';
import type { Found, SourceScope } from './scope.ts';

/**
 * A text that two expressions share exactly when they mean the same: columns by what they resolve to, without
 * parentheses, case and places. What GROUP BY, DISTINCT and ORDER BY compare by.
 */
export function canonical(expression: Expression, scope: SourceScope): string {
  const inner = bare(expression);
  const name = chainOf(inner);
  if (name) return canonicalName(name, inner.span, scope);
  return JSON.stringify(inner, (key, value: unknown) =>
    key === 'span' ? undefined : replaced(key, value, inner, scope),
  );
}

function canonicalName(name: readonly Identifier[], span: Span, scope: SourceScope): string {
  const found = quietLookup(name, span, scope);
  const rest = name.slice(found?.used ?? 0).map((part) => lower(part.name));
  return [found?.field ? `#${scope.context.idOf(found.field)}` : '', ...rest].join('.');
}

/** An ambiguous name is refused where it is bound, not where it is compared. */
function quietLookup(
  name: readonly Identifier[],
  span: Span,
  scope: SourceScope,
): Found | undefined {
  try {
    return scope.lookup(name, span);
  } catch {
    return undefined;
  }
}

function replaced(key: string, value: unknown, whole: Expression, scope: SourceScope): unknown {
  if (isName(value)) return value.parts.map((part) => lower(part.name)).join('.');
  if (value === whole || !isNode(value)) return value;
  if (value.is === 'identifier' && key === 'field') return lower(value.name);
  const isChain = value.is === 'identifier' || value.is === 'dereference';
  return isChain || value.is === 'nested-expression' ? canonical(value, scope) : value;
}

function isNode(value: unknown): value is Expression {
  return typeof value === 'object' && value !== null && 'is' in value;
}

function isName(value: unknown): value is QualifiedName {
  return typeof value === 'object' && value !== null && 'parts' in value;
}
