import type { SettingsOf } from '../../../base/config/index.ts';
import { PLAIN } from '../capabilities.ts';
import { noticeId } from '../notice.ts';
import type { Outcome } from '../outcome.ts';
import type { SinkPlugin, SinkTools } from '../sink.ts';
import type { Target } from '../targets.ts';
import { mailOutcome } from './answer.ts';
import { render } from './render.ts';
import { threadHeaders } from './thread.ts';

type Settings = SettingsOf<'email'>;
type Reached = Extract<Target, { is: 'target' }>;

const TIMEOUT = 15_000;

export const emailSink: SinkPlugin<Settings> = {
  open: (settings, tools) => ({
    capabilities: { ...PLAIN, threads: true, people: true },
    send: async (notice, { memo, short, signal }) => {
      const target = await tools.targets.check(settings.host);
      if (target.is !== 'target') {
        return { is: target.is === 'name' ? 'retry' : 'broken', reason: target.words };
      }
      if (settings.security === 'none' && !target.isPrivate) return UNSAFE;
      const headers = threadHeaders(noticeId(notice), settings.from, memo);
      const mail = { ...render(notice, short), ...headers, from: settings.from, to: settings.to };
      return post({ ...mail, signal }, { settings, target, tools }, memo ?? headers.messageId);
    },
  }),
};

const UNSAFE: Outcome = {
  is: 'broken',
  reason: 'mail without TLS goes only to a host of notify.allowPrivate',
};

interface Server {
  readonly settings: Settings;
  readonly target: Reached;
  readonly tools: SinkTools;
}

async function post(mail: object, server: Server, memo: string): Promise<Outcome> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(connectionOf(server));
  try {
    await transport.sendMail({
      ...mail,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { is: 'done', memo };
  } catch (error) {
    return mailOutcome(error, server.settings.host);
  } finally {
    transport.close();
  }
}

/** To the address that was checked, with the certificate of the name. */
function connectionOf({ settings, target, tools }: Server) {
  const { host, port, security, user, password } = settings;
  const auth = user !== undefined && password !== undefined;
  return {
    host: target.addresses[0],
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { servername: host, rejectUnauthorized: true },
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
    ...(auth && { auth: { user, pass: tools.secrets.resolve(password) } }),
  };
}
