/**
 * The parts of a URI as `java.net.URI` takes them (RFC 2396 with IPv6 hosts; characters beyond ASCII may stand where an
 * escape may). Absent is not empty: `x?` has a query, `x` has none.
 */
export interface Uri {
  readonly scheme?: string;
  readonly host?: string;
  readonly port?: number;
  /** Of these, as they stand: escapes are not decoded. */
  readonly path?: string;
  readonly query?: string;
  readonly fragment?: string;
}

const ESCAPED = '%[0-9A-Fa-f]{2}';
/** Neither ASCII, nor a control character, nor a space. */
const OTHER = '[^\\x00-\\x7f\\p{Cc}\\p{Z}]';
const UNRESERVED = "A-Za-z0-9_.!~*'()\\-";

function made(characters: string): RegExp {
  return new RegExp(`^(?:[${characters}]|${ESCAPED}|${OTHER})*$`, 'u');
}

const PATH = made(`${UNRESERVED}:@&=+$,;/`);
const ANY = made(`${UNRESERVED};/?:@&=+$,\\[\\]`);
const REGISTRY = made(`${UNRESERVED}$,;:@&=+`);
const USER = made(`${UNRESERVED};:&=+$,`);
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;

/** Undefined: Java refuses the text. */
export function parseUri(text: string): Uri | undefined {
  const [, scheme, rest = '', fragment] = /^(?:([^:/?#]*):)?([^#]*)(?:#(.*))?$/su.exec(text) ?? [];
  if (scheme !== undefined && !SCHEME.test(scheme)) return undefined;
  if (fragment !== undefined && !ANY.test(fragment)) return undefined;
  const parts = scheme !== undefined && !rest.startsWith('/') ? opaque(rest) : hierarchical(rest);
  if (!parts) return undefined;
  return {
    ...parts,
    ...(scheme === undefined ? {} : { scheme }),
    ...(fragment === undefined ? {} : { fragment }),
  };
}

/** `mailto:x`: no path, no query. */
function opaque(text: string): Uri | undefined {
  return text !== '' && ANY.test(text) ? {} : undefined;
}

function hierarchical(text: string): Uri | undefined {
  const [, authority, path = '', query] =
    /^(?:\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/su.exec(text) ?? [];
  if (!PATH.test(path) || (query !== undefined && !ANY.test(query))) return undefined;
  if (authority === '' && path === '' && query === undefined) return undefined;
  const place = authority ? placeOf(authority) : {};
  return place && { ...place, path, ...(query === undefined ? {} : { query }) };
}

type Place = Pick<Uri, 'host' | 'port'>;

/** `user@host:port`, or a name of a registry that is no host. */
function placeOf(authority: string): Place | undefined {
  return serverOf(authority) ?? (REGISTRY.test(authority) ? {} : undefined);
}

function serverOf(authority: string): Place | undefined {
  const at = authority.indexOf('@');
  if (at >= 0 && !USER.test(authority.slice(0, at))) return undefined;
  const [, host = '', port] =
    /^(\[[^\]]*\]|[^:]*)(?::([0-9]*))?$/su.exec(authority.slice(at + 1)) ?? [];
  if (!isHost(host)) return undefined;
  if (!port) return { host };
  return Number(port) < 2 ** 31 ? { host, port: Number(port) } : undefined;
}

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const NAME = new RegExp(`^(?:${LABEL}\\.)*(${LABEL})\\.?$`);

function isHost(host: string): boolean {
  if (host.startsWith('[')) return /^\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?\]$/.test(host);
  if (/^(?:[0-9]+\.){3}[0-9]+$/.test(host)) {
    return host.split('.').every((part) => Number(part) < 256);
  }
  const [, last = ''] = NAME.exec(host) ?? [];
  return last !== '' && (/^[A-Za-z]/.test(last) || !host.includes('.'));
}

/** Escapes decoded as UTF-8; what is none becomes U+FFFD. */
export function unescapedUri(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => bytesOf(escapes).toString('utf8'));
}

export function bytesOf(escapes: string): Buffer {
  return Buffer.from(escapes.replaceAll('%', ''), 'hex');
}
