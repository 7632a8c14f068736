import { describe, expect, it } from 'vitest';
import { withEnv } from '../../base/config/folder.fixture.ts';
import { alertNotice, order } from './message.fixture.ts';
import { openSink, openSinks } from './open-sink.ts';
import { testTools } from './tools.fixture.ts';

describe('sinks', () => {
  it('are opened by name, and nothing is asked for before a message is sent', async () => {
    const written: string[] = [];
    const write = async (text: string) => {
      written.push(text);
    };
    const sinks = {
      chat: { type: 'teams', url: `\${env:MISSING}` },
      lines: { type: 'stdout' },
    } as const;

    const opened = openSinks({ sinks, routes: [], allowPrivate: [] }, write, withEnv({}));
    const outcomes = await Promise.all(
      [...opened.values()].map((sink) => sink.send(alertNotice(), order())),
    );

    expect([...opened.keys()]).toEqual(['chat', 'lines']);
    expect(outcomes.map(({ is }) => is)).toEqual(['broken', 'done']);
    expect(written).toHaveLength(1);
  });

  it('that throw are tried again, and no secret is in the words', async () => {
    const tools = testTools({ env: { URL: 'https://hooks.example.com/hush-hush' } });
    const url = tools.secrets.resolve(`\${env:URL}`);
    const write = () => Promise.reject(new Error(`cannot write ${url}`));
    const sink = openSink({ type: 'stdout' }, { ...tools, write });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toEqual({ is: 'retry', reason: 'cannot write [secret]' });
  });
});

describe('a secret', () => {
  it('that was used is taken out of a text', () => {
    const { secrets } = testTools({ env: { KEY: 'hush-hush', PIN: '1234' } });
    secrets.resolve(`\${env:KEY}`);
    secrets.resolve(`\${env:PIN}`);

    expect(secrets.redact('said hush-hush, 1234')).toBe('said [secret], 1234');
  });
});
