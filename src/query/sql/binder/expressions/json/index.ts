import { refuse } from '../../../refusal.ts';
import type { Expression, JsonBehavior, JsonFunction } from '../../../syntax/index.ts';
import {
  type Fragment,
  joined,
  letting,
  letValue,
  quoted,
  spared,
  sql,
  type Typed,
} from '../../../typed.ts';
import {
  BOOLEAN,
  canCoerce,
  displayName,
  isText,
  JSON_TYPE,
  type Type,
  VARCHAR,
} from '../../../types/index.ts';
import { typeFault, typeOf } from '../../../types/names.ts';
import { castFragment, coerce } from '../casts/index.ts';
import type { Binding } from '../context.ts';
import { typed } from '../typed-values.ts';
import { UnsupportedPath } from './path.ts';
import { parsePath } from './path-parser.ts';

export { JSON_SCRIPTS } from './scripts.ts';

/** JSON_VALUE, JSON_QUERY, JSON_EXISTS, JSON_OBJECT, JSON_ARRAY. Paths are checked here, and run in scripts. */
export function bindJson(binding: Binding, expression: JsonFunction): Typed {
  switch (expression.is) {
    case 'json-exists': {
      const mode = expression.onError?.is ?? 'false';
      return typed(BOOLEAN, invocation(binding, 'exists', expression, mode), expression.span);
    }
    case 'json-value':
      return bindValue(binding, expression);
    case 'json-query':
      return bindQuery(binding, expression);
    case 'json-object':
      return bindObject(binding, expression);
    default: {
      const values = expression.args.map((arg, at) => json(binding, arg, expression.formats?.[at]));
      const isAbsent = String(expression.onNull !== 'null');
      const fragment = sql`tg_sql_json_array(${list(values)}, ${isAbsent})`;
      return typed(returned(binding, expression), fragment, expression.span);
    }
  }
}

function invocation(
  binding: Binding,
  name: string,
  expression: JsonFunction,
  mode: string,
): Fragment {
  const [input] = expression.args;
  const bound = input && text(binding, input);
  const path = checkedPath(expression);
  const names = expression.passing.map((one) => one.name.name).join('\n');
  const values = expression.passing.map(({ value, format }) => json(binding, value, format));
  const given = bound?.sql ?? sql`NULL`;
  return sql`tg_sql_json_${name}(${given}, ${quoted(path)}, ${quoted(names)}, ${list(values)}, ${quoted(mode)})`;
}

function text(binding: Binding, input: Expression): Typed {
  const bound = binding.bind(input);
  if (bound.type.is === 'unknown') return coerce(bound, VARCHAR);
  if (isText(bound.type) || bound.type.is === 'json') return bound;
  const reason = `Cannot read input of type ${displayName(bound.type)} as JSON using formatting JSON`;
  return refuse('TYPE_MISMATCH', reason, input.span);
}

function checkedPath({ path, span }: JsonFunction): string {
  const place = path?.span ?? span;
  try {
    parsePath(path?.value ?? '');
  } catch (error) {
    if (error instanceof UnsupportedPath) refuse('NOT_SUPPORTED', error.message, place);
    if (error instanceof SyntaxError) refuse('SYNTAX_ERROR', error.message, place);
    throw error;
  }
  return path?.value ?? '';
}

/** A value as JSON text; NULL stays NULL. */
function json(binding: Binding, expression: Expression, format?: string): Fragment {
  const value = binding.bind(expression);
  if (format !== undefined) return sql`tg_sql_json_text(${value.sql})`;
  const isNested =
    expression.is.startsWith('json-') &&
    expression.is !== 'json-value' &&
    expression.is !== 'json-exists';
  const direct = isNested ? value.sql : castFragment(value.sql, value.type, JSON_TYPE);
  const asText =
    direct ??
    castFragment(castFragment(value.sql, value.type, VARCHAR) ?? value.sql, VARCHAR, JSON_TYPE);
  return (
    asText ??
    refuse('TYPE_MISMATCH', `Cannot format ${displayName(value.type)} as JSON`, expression.span)
  );
}

function list(values: readonly Fragment[]): Fragment {
  return sql`CAST([${joined(values)}] AS VARCHAR[])`;
}

function returned({ context }: Binding, { returning, span }: JsonFunction): Type {
  if (!returning) return VARCHAR;
  const type = typeOf(returning);
  if (type) return type;
  const [code, reason] = typeFault(returning, context.text);
  return refuse(code, reason, span);
}

function bindValue(binding: Binding, expression: JsonFunction): Typed {
  const type = returned(binding, expression);
  const { onEmpty, onError } = expression;
  const mode = `${onEmpty?.is ?? 'null'} ${onError?.is ?? 'null'}`;
  const value = castValue(letValue('tgj'), type);
  if (!value) {
    refuse(
      'TYPE_MISMATCH',
      `Invalid return type of function JSON_VALUE: ${displayName(type)}`,
      expression.span,
    );
  }
  const wrong = fallback(binding, onError, type);
  const kept =
    onError?.is === 'error'
      ? value
      : onError?.is === 'default'
        ? sql`coalesce(${spared(value)}, ${wrong})`
        : spared(value);
  const found = invocation(binding, 'value', expression, mode);
  const empty = fallback(binding, onEmpty, type);
  const branches = (item: Fragment) =>
    sql`CASE WHEN starts_with(${item}, 'v') THEN ${kept} WHEN ${item} = 'empty' THEN ${empty} WHEN ${item} = 'wrong' THEN ${wrong} END`;
  return typed(type, letting('tgj', found, branches), expression.span);
}

/** The item's JSON text, behind its mark, as the type that is to be returned. */
function castValue(marked: Fragment, type: Type): Fragment | undefined {
  const item = sql`substring(${marked}, 2)`;
  const direct = castFragment(item, JSON_TYPE, type);
  if (direct) return direct;
  const characters = castFragment(item, JSON_TYPE, VARCHAR);
  return characters && castFragment(characters, VARCHAR, type);
}

function fallback(binding: Binding, behavior: JsonBehavior | undefined, type: Type): Fragment {
  if (!behavior?.value) return sql`NULL`;
  const value = binding.bind(behavior.value);
  if (canCoerce(value.type, type)) return coerce(value, type).sql;
  const reason = `Function JSON_VALUE default result must evaluate to a ${displayName(type)} (actual: ${displayName(value.type)})`;
  return refuse('TYPE_MISMATCH', reason, behavior.value.span);
}

function bindQuery(binding: Binding, expression: JsonFunction): Typed {
  const { wrapper = 'without', quotes = 'keep', onEmpty, onError } = expression;
  const mode = [wrapper, quotes, onEmpty?.is ?? 'null', onError?.is ?? 'null'].join(' ');
  const type = returned(binding, expression);
  return typed(type, invocation(binding, 'query', expression, mode), expression.span);
}

function bindObject(binding: Binding, expression: JsonFunction): Typed {
  const keys = (expression.keys ?? []).map((key) => text(binding, key).sql);
  const values = expression.args.map((arg, at) => json(binding, arg, expression.formats?.[at]));
  const isAbsent = String(expression.onNull === 'absent');
  const fragment = sql`tg_sql_json_object(${list(keys)}, ${list(values)}, ${isAbsent})`;
  return typed(returned(binding, expression), fragment, expression.span);
}
