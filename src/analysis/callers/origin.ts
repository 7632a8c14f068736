import type { SessionRow } from '../../lake/catalog/index.ts';

/** Where the credentials of a role's sessions came from, as far as all of them agree. */
export interface Origin {
  readonly issuer?: string;
  readonly subject?: string;
  /** Their name; what differs between runs, such as numbers and ids, is `*`. */
  readonly session?: string;
}

/** What AWS checked when it handed a session's credentials out: SessionRow.origin. */
interface Checked {
  readonly type?: string;
  readonly provider?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly invokedBy?: string;
}

/** The origin of one session. */
export function originOf({ origin, roleSessionName }: SessionRow): Origin & Checked {
  const checked = origin === undefined ? {} : (JSON.parse(origin) as Checked);
  const issuer = hostOf(checked.issuer ?? checked.provider);
  return {
    ...(checked.type === undefined ? {} : { type: checked.type }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(checked.subject === undefined ? {} : { subject: checked.subject }),
    ...(checked.invokedBy === undefined ? {} : { invokedBy: checked.invokedBy }),
    ...(roleSessionName === undefined ? {} : { session: sessionClass(roleSessionName) }),
  };
}

/** `arn:aws:iam::1:oidc-provider/host/path` and `https://host/path` as `host/path`. */
function hostOf(provider: string | undefined): string | undefined {
  return provider?.replace(/^arn:[^/]*\//, '').replace(/^https:\/\//, '');
}

/** UUIDs, ids of instances, eight hexadecimal digits or more and five digits or more differ between runs. */
export function sessionClass(name: string): string {
  return name.replace(
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b|\d{5,}/gi,
    '*',
  );
}
