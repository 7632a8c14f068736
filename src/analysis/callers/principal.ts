/** What an ARN of userIdentity names. */
export interface Principal {
  readonly account?: string;
  /** `role`, `user`, `root`, `federated-user`. */
  readonly kind?: string;
  /** Of a role or a user, without its path. */
  readonly name?: string;
  /** Of a role: `/`, `/aws-service-role/ecs.amazonaws.com/`. Session ARNs do not tell it. */
  readonly path?: string;
  /** Of an assumed role. */
  readonly session?: string;
}

const ARN = /^arn:[\w-]+:(?:iam|sts)::(\d{12})?:([\w-]+)(?:\/(.*))?$/s;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export function readPrincipal(arn: string): Principal {
  const [, account, kind, rest = ''] = ARN.exec(arn) ?? [];
  if (kind === undefined) return {};
  const owner = account === undefined ? {} : { account };
  const parts = rest.split('/');
  if (kind === 'assumed-role') {
    const [name = '', ...session] = parts;
    return { ...owner, kind: 'role', name, session: session.join('/') };
  }
  const name = parts.at(-1) ?? '';
  const path = ['', ...parts.slice(0, -1), ''].join('/');
  return { ...owner, kind, ...(name ? { name, path } : {}) };
}
