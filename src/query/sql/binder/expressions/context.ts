import type { FunctionTable } from '../../functions/registry.ts';
import type { Expression } from '../../syntax/index.ts';
import type { Typed } from '../../typed.ts';
import type { Scope } from '../contract.ts';

/** What a query's expressions share. */
export interface ExpressionContext {
  /** The query's text: where an operator stands between its operands is found there. */
  readonly text: string;
  readonly functions: FunctionTable;
  readonly session: Session;
}

export interface Session {
  /** When the query began, in microseconds since 1970: what now() and its like give. */
  readonly now: bigint;
  readonly user: string;
  readonly catalog: string;
  readonly schema: string;
}

/** Binds the expressions of one scope; handed to the parts of the expression binder. */
export interface Binding {
  readonly scope: Scope;
  readonly context: ExpressionContext;
  /** How many lambdas stand around: makes their parameters' names differ. */
  readonly depth: number;
  bind(expression: Expression): Typed;
  /** The same inside a lambda, or wherever names mean something else. */
  within(scope: Scope): Binding;
}
