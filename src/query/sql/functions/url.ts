import type { FunctionSpec, Macro, ScriptFunction } from './contract.ts';
import { remembering } from './regex/matcher.ts';
import { calls, lengthOf, textLength, withLength } from './text/call.ts';
import { invalidArgument } from './text/failure.ts';
import { bytesOf, parseUri, type Uri, unescapedUri } from './url/uri.ts';

/** URL functions: https://trino.io/docs/476/functions/url.html. NULL for a text that is no URL, '' for a part it lacks. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  ...['protocol', 'host', 'path', 'query', 'fragment'].map(
    (part): FunctionSpec => ({
      name: `url_extract_${part}`,
      kind: 'scalar',
      signatures: [`url_extract_${part}(varchar) varchar`],
      about: `The ${part} of a URL`,
      result: lengthOf(0),
      print: calls(`tg_url_extract_${part}`),
    }),
  ),
  {
    name: 'url_extract_port',
    kind: 'scalar',
    signatures: ['url_extract_port(varchar) bigint'],
    about: 'The port of a URL; NULL where it names none',
    print: calls('tg_url_extract_port'),
  },
  {
    name: 'url_extract_parameter',
    kind: 'scalar',
    signatures: ['url_extract_parameter(varchar, varchar) varchar'],
    about: 'The first value of a parameter of the query; NULL where there is none',
    result: lengthOf(0),
    print: calls('tg_url_extract_parameter'),
  },
  {
    name: 'url_encode',
    kind: 'scalar',
    signatures: ['url_encode(varchar) varchar'],
    about: 'The text as a name or value of a query',
    result: (args, declared) => {
      const length = textLength(args[0]?.type);
      return withLength(declared, length === undefined ? undefined : length * 12);
    },
    print: calls('tg_url_encode'),
  },
  {
    name: 'url_decode',
    kind: 'scalar',
    signatures: ['url_decode(varchar) varchar'],
    about: 'The text that a name or value of a query stands for',
    result: lengthOf(0),
    print: calls('tg_url_decode'),
  },
];

export const MACROS: readonly Macro[] = [];

const PARTS: Readonly<Record<string, (uri: Uri) => string | undefined>> = {
  protocol: ({ scheme }) => scheme,
  host: ({ host }) => host,
  path: ({ path }) => path && unescapedUri(path),
  query: ({ query }) => query && unescapedUri(query),
  fragment: ({ fragment }) => fragment && unescapedUri(fragment),
};

const uriOf = remembering((text) => parseUri(text) ?? null);

export const SCRIPTS: readonly ScriptFunction[] = [
  ...Object.entries(PARTS).map(
    ([part, of]): ScriptFunction => ({
      name: `tg_url_extract_${part}`,
      args: ['VARCHAR'],
      result: 'VARCHAR',
      call: (url) => {
        const uri = uriOf(String(url));
        return uri && (of(uri) ?? '');
      },
    }),
  ),
  {
    name: 'tg_url_extract_port',
    args: ['VARCHAR'],
    result: 'BIGINT',
    call: (url) => {
      const port = uriOf(String(url))?.port;
      return port === undefined ? null : BigInt(port);
    },
  },
  {
    name: 'tg_url_extract_parameter',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: (url, name) => parameterOf(uriOf(String(url))?.query, String(name)),
  },
  {
    name: 'tg_url_encode',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => encoded(String(text)),
  },
  {
    name: 'tg_url_decode',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => decoded(String(text)),
  },
];

function parameterOf(query: string | undefined, name: string): string | null {
  for (const part of query?.split('&') ?? []) {
    const [key, ...value] = part.split('=');
    if (key === name) return decoded(value.join('='));
  }
  return null;
}

/** As a form does it: letters, digits and `-_.*` stay, a space is a plus. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function decoded(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9A-Fa-f]{2})+|%/g, (escapes, at: number) => {
    if (escapes !== '%') return bytesOf(escapes).toString('utf8');
    if (at > text.length - 3) {
      throw invalidArgument('URLDecoder: Incomplete trailing escape (%) pattern');
    }
    throw invalidArgument('URLDecoder: Illegal hex characters in escape (%) pattern');
  });
}
