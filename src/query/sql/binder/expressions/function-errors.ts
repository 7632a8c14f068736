import type { FunctionSpec } from '../../functions/contract.ts';
import { nearest } from '../../functions/near.ts';
import type { Argument } from '../../functions/resolve.ts';
import { refuse } from '../../refusal.ts';
import type { Span } from '../../syntax/index.ts';
import { displayName } from '../../types/index.ts';
import type { Binding } from './context.ts';

/** @throws Refusal FUNCTION_NOT_FOUND: there is none of that name, or none that takes such arguments */
export function functionNotFound(
  { context }: Binding,
  name: string,
  args: readonly Argument[],
  span: Span,
): never {
  const specs = context.functions.find(name);
  if (specs.length === 0) {
    const near = nearest(name, context.functions.names);
    const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : undefined;
    refuse('FUNCTION_NOT_FOUND', `Function '${name}' not registered`, span, hint);
  }
  const given = args.map((arg) => (arg.is === 'value' ? displayName(arg.type) : 'function'));
  const expected = specs.flatMap(expectedOf).sort().join(', ');
  const found =
    given.length === 0
      ? `Unexpected parameters () for function ${name}`
      : `Unexpected parameters (${given.join(', ')}) for function ${name}`;
  refuse('FUNCTION_NOT_FOUND', `${found}. Expected: ${expected}`, span);
}

function expectedOf({ signatures }: FunctionSpec): readonly string[] {
  return signatures.map((text) => {
    let depth = 0;
    for (const [at, char] of [...text].entries()) {
      if (char === '(') depth++;
      if (char === ')' && --depth === 0) return text.slice(0, at + 1);
    }
    return text;
  });
}

/** @throws Refusal AMBIGUOUS_FUNCTION_CALL */
export function ambiguousCall(name: string, span: Span): never {
  const reason = `Could not choose a best candidate operator. Explicit type casts must be added. Function: ${name}`;
  return refuse('AMBIGUOUS_FUNCTION_CALL', reason, span);
}
