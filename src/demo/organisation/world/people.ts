/** Someone who works with the console or the CLI. */
export interface Person {
  /** Also the session name that Identity Center gives. */
  readonly email: string;
  /** Identity Center's userId. */
  readonly userId: string;
  readonly permissionSet: 'AdministratorAccess' | 'PowerUserAccess' | 'ReadOnlyAccess';
  readonly address: string;
  readonly browser: string;
  /** The operating system part of the CLI's user agent. */
  readonly terminal: string;
}

const CHROME_MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36';
const FIREFOX_LINUX = 'Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0';
const EDGE_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36 Edg/137.0.0.0';
const SAFARI_MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';

const MAC = 'os/macos#24.5.0 md/arch#arm64';
const LINUX = 'os/linux#6.8.0-60-generic md/arch#x86_64';
const WINDOWS = 'os/windows#11 md/arch#amd64';

export const ALICE: Person = {
  email: 'alice.moreau@example.com',
  userId: '906745c2-d0a1-70f4-7c1e-3a5d8e20b911',
  permissionSet: 'AdministratorAccess',
  address: '198.51.100.17',
  browser: CHROME_MAC,
  terminal: MAC,
};
export const BOB: Person = {
  email: 'bob.tanaka@example.com',
  userId: '14d8a4b8-6031-7042-9b2f-5c17e6d40a3c',
  permissionSet: 'PowerUserAccess',
  address: '198.51.100.23',
  browser: FIREFOX_LINUX,
  terminal: LINUX,
};
export const CAROL: Person = {
  email: 'carol.nwosu@example.com',
  userId: 'd4f85488-a011-70c9-5dbe-81f20c7769e4',
  permissionSet: 'PowerUserAccess',
  address: '2001:db8:52::1c4a',
  browser: EDGE_WINDOWS,
  terminal: WINDOWS,
};
const DIETER: Person = {
  email: 'dieter.gross@example.com',
  userId: '54b85408-00b1-7068-2f3a-90d4c1e7a526',
  permissionSet: 'AdministratorAccess',
  address: '198.51.100.41',
  browser: FIREFOX_LINUX,
  terminal: LINUX,
};
export const ESRA: Person = {
  email: 'esra.yildiz@example.com',
  userId: '34e8c4f8-90e1-7091-8c62-6b0f2d95e7ad',
  permissionSet: 'ReadOnlyAccess',
  address: '198.51.100.58',
  browser: SAFARI_MAC,
  terminal: MAC,
};
export const FINN: Person = {
  email: 'finn.oneill@example.com',
  userId: 'a4084468-3071-7013-1e7d-f2c4836b05d9',
  permissionSet: 'ReadOnlyAccess',
  address: '2001:db8:7:9::2b',
  browser: CHROME_MAC,
  terminal: MAC,
};

export const PEOPLE: readonly Person[] = [ALICE, BOB, CAROL, DIETER, ESRA, FINN];
