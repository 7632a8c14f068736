import type { Typed } from '../typed.ts';
import {
  canCoerce,
  type FunctionType,
  isTime,
  type Type,
  timeOf,
  UNKNOWN,
} from '../types/index.ts';
import type { FunctionSpec } from './contract.ts';
import { type Bindings, matches, noBindings, typeFrom } from './matching.ts';
import { isTypeVariable, parseSignature, type Signature, type TypePattern } from './signatures.ts';

/** An argument before its function is known: a value's type, or a lambda that waits for its parameters' types. */
export type Argument =
  | { readonly is: 'value'; readonly type: Type }
  | { readonly is: 'lambda'; readonly arity: number; readonly bind: BindLambda };

/** Binds a lambda's body; `wanted` is the type that its result must have, where that is known. */
export type BindLambda = (params: readonly Type[], wanted?: Type) => Typed;

/** One overload that takes the arguments. */
export interface Resolution {
  readonly spec: FunctionSpec;
  /** Which of the spec's signatures. */
  readonly signature: number;
  /** What each argument must be coerced to; of a lambda, its function type. */
  readonly params: readonly Type[];
  /** The lambdas among the arguments, bound, by place. */
  readonly lambdas: ReadonlyMap<number, Typed>;
  readonly result: Type;
}

interface Candidate {
  readonly spec: FunctionSpec;
  readonly index: number;
  readonly signature: Signature;
  readonly bound: Bindings;
  readonly params: readonly Type[];
}

const parsed = new WeakMap<FunctionSpec, readonly Signature[]>();

/** A spec's signatures, read once. */
export function signaturesOf(spec: FunctionSpec): readonly Signature[] {
  const known = parsed.get(spec);
  if (known) return known;
  const signatures = spec.signatures.map(parseSignature);
  parsed.set(spec, signatures);
  return signatures;
}

/**
 * The overload that Trino takes: one that fits as it is, one without type variables first; else the most specific of
 * those that the arguments can be coerced to.
 * @returns undefined when none fits, `ambiguous` when several fit equally well
 */
export function resolve(
  specs: readonly FunctionSpec[],
  args: readonly Argument[],
): Resolution | 'ambiguous' | undefined {
  const exact = candidates(specs, args, false);
  const concrete = exact.find(({ signature }) => !signature.params.some(isGeneric));
  const found = concrete ?? exact[0] ?? mostSpecific(candidates(specs, args, true));
  return found === undefined || found === 'ambiguous' ? found : finished(found, args);
}

function candidates(
  specs: readonly FunctionSpec[],
  args: readonly Argument[],
  coerce: boolean,
): readonly Candidate[] {
  return specs.flatMap((spec) =>
    signaturesOf(spec).flatMap((signature, index) => {
      const bound = noBindings();
      if (!fits(signature, args, bound, coerce)) return [];
      const params = args.map((arg, at) => {
        const pattern = patternAt(signature, at);
        return pattern
          ? typeFrom(pattern, bound, arg.is === 'value' ? arg.type : undefined)
          : UNKNOWN;
      });
      return [{ spec, index, signature, bound, params }];
    }),
  );
}

function fits(
  signature: Signature,
  args: readonly Argument[],
  bound: Bindings,
  coerce: boolean,
): boolean {
  const { params, isVariadic } = signature;
  const hasCount = isVariadic ? args.length >= params.length : args.length === params.length;
  return (
    hasCount &&
    args.every((arg, at) => {
      const pattern = patternAt(signature, at);
      if (!pattern) return false;
      if (arg.is === 'lambda') return pattern.name === 'function';
      return matches(pattern, arg.type, bound, coerce);
    })
  );
}

function patternAt({ params, isVariadic }: Signature, at: number): TypePattern | undefined {
  return params[at] ?? (isVariadic ? params.at(-1) : undefined);
}

function isGeneric({ name, types }: TypePattern): boolean {
  return isTypeVariable(name) || types.some(isGeneric);
}

function mostSpecific(all: readonly Candidate[]): Candidate | 'ambiguous' | undefined {
  const best = all.filter((one) =>
    all.every((other) => one === other || isMoreSpecific(one, other)),
  );
  if (best[0] ?? all.length < 2) return best[0] ?? all[0];
  const leaders = all.filter(
    (one) => !all.some((other) => other !== one && isStrictlyMoreSpecific(other, one)),
  );
  const [first, ...rest] = leaders;
  if (!first || rest.length === 0) return first;
  const sameResult = rest.every(
    ({ signature }) => signature.result.name === first.signature.result.name,
  );
  return sameResult ? first : 'ambiguous';
}

/** Whether the other's signature, as it is declared, takes what this one takes. */
function isMoreSpecific(one: Candidate, other: Candidate): boolean {
  const bound = noBindings();
  return one.params.every((param, at) => {
    const pattern = patternAt(other.signature, at);
    if (!pattern || pattern.name === 'function') {
      return canCoerce(param, other.params[at] ?? UNKNOWN);
    }
    return matches(pattern, param, bound, true);
  });
}

function isStrictlyMoreSpecific(one: Candidate, other: Candidate): boolean {
  return isMoreSpecific(one, other) && !isMoreSpecific(other, one);
}

/** Binds the lambdas now that the other arguments have fixed the type variables, and works out the types. */
function finished(candidate: Candidate, args: readonly Argument[]): Resolution {
  const { spec, index, signature, bound } = candidate;
  const lambdas = new Map<number, Typed>();
  for (const [at, arg] of args.entries()) {
    const pattern = patternAt(signature, at);
    if (arg.is === 'lambda' && pattern) lambdas.set(at, boundLambda(arg.bind, pattern, bound));
  }
  const params = args.map((arg, at) => {
    const lambda = lambdas.get(at);
    const pattern = patternAt(signature, at);
    if (lambda) return lambda.type;
    return pattern && arg.is === 'value' ? typeFrom(pattern, bound, arg.type) : UNKNOWN;
  });
  const result = withLength(withZone(typeFrom(signature.result, bound), params), signature, params);
  return { spec, signature: index, params, lambdas, result };
}

/**
 * A lambda's result may widen what its parameters stand for, as of `reduce(.., '', (s, x) -> s || x, ..)`: then it is
 * bound again.
 */
function boundLambda(bind: BindLambda, pattern: TypePattern, bound: Bindings): Typed {
  const result = pattern.types.at(-1);
  const paramsNow = () => pattern.types.slice(0, -1).map((type) => typeFrom(type, bound));
  const isKnown = result && namesOf(result).every((name) => bound.types.has(name));
  const first = bind(paramsNow());
  if (!result) return first;
  const fits = matches(result, (first.type as FunctionType).result, bound, true);
  return isKnown ? bind(paramsNow(), fits ? typeFrom(result, bound) : undefined) : first;
}

function namesOf(pattern: TypePattern): readonly string[] {
  return isTypeVariable(pattern.name) ? [pattern.name] : pattern.types.flatMap(namesOf);
}

/** A zoned result is shown in the zone of the argument that it comes from. */
function withZone(result: Type, params: readonly Type[]): Type {
  if (!isTime(result) || result.zone !== undefined || !result.is.endsWith('-zoned')) return result;
  const source = params.find((param) => param.is === result.is);
  return source && isTime(source) ? timeOf(result.is, result.precision, source.zone) : result;
}

/** A char whose length the signature leaves out is as long as the argument. */
function withLength(result: Type, { result: pattern }: Signature, params: readonly Type[]): Type {
  if (result.is !== 'char' || pattern.numbers.length > 0) return result;
  return params.find((param) => param.is === 'char') ?? result;
}
