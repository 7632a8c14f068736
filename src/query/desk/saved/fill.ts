import { AppError } from '../../../base/errors/index.ts';
import { nearest } from '../../../base/text/index.ts';
import type { QueryParameter } from './front-matter.ts';
import { PARAMETER_TYPES } from './parameter-types.ts';
import { replacePlaceholders } from './placeholders.ts';
import type { SavedQuery } from './saved.ts';

export type ParameterValues = Readonly<Record<string, string>>;

/**
 * The query's SQL with a typed literal for each `:name`: the given value, else the default.
 * @throws AppError TG_CLI_USAGE when a value is missing, of the wrong type, or belongs to no parameter;
 * TG_QUERY_INVALID when the query's head was not understood
 */
export function fillIn(query: SavedQuery, values: ParameterValues = {}, now = Date.now()): string {
  const { name, problems, parameters, sql } = query;
  if (problems.length > 0) {
    throw new AppError('TG_QUERY_INVALID', `${name}: ${problems.join('; ')}`);
  }
  refuseUnknown(query, values);
  const literals = parameters.map((parameter) => {
    const value = values[parameter.name] ?? parameter.default;
    if (value === undefined) throw missing(query, parameter);
    return [parameter.name, literalOf(query, parameter, value, now)] as const;
  });
  return replacePlaceholders(sql, new Map(literals));
}

function literalOf(query: SavedQuery, parameter: QueryParameter, value: string, now: number) {
  const { what, example, literal } = PARAMETER_TYPES[parameter.type];
  const found = literal(value, now);
  if (found !== undefined) return found;
  const message = `${query.name}: ${parameter.name} is "${value}", which is not ${what}.`;
  throw new AppError('TG_CLI_USAGE', message, {
    hint: `Write it like --param ${parameter.name}=${example}.`,
    details: { parameter: parameter.name, type: parameter.type },
  });
}

function missing({ name }: SavedQuery, parameter: QueryParameter): AppError {
  const message = `${name} needs a value for ${parameter.name}: ${parameter.description}`;
  const { example } = PARAMETER_TYPES[parameter.type];
  return new AppError('TG_CLI_USAGE', message, {
    hint: `Add --param ${parameter.name}=${example}.`,
    details: { parameter: parameter.name, type: parameter.type },
  });
}

function refuseUnknown({ name, parameters }: SavedQuery, values: ParameterValues): void {
  const known = parameters.map((parameter) => parameter.name);
  const unknown = Object.keys(values).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  throw new AppError(
    'TG_CLI_USAGE',
    `${name} has no parameter "${unknown}".${meant ? ` Did you mean ${meant}?` : ''}`,
    { hint: known.length > 0 ? `It takes ${known.join(', ')}.` : 'It takes none.' },
  );
}
