import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { screen } from './output.fixture.ts';
import { outputOf } from './terminal.ts';

describe('colours', () => {
  const tty = () => Object.assign(new PassThrough(), { isTTY: true, columns: 80 });

  it('are for terminals', () => {
    expect(outputOf(tty(), { env: {} }).colors.isColorSupported).toBe(true);
    expect(outputOf(new PassThrough(), { env: {} }).colors.isColorSupported).toBe(false);
  });

  it.each([
    [{ NO_COLOR: '1' }, true],
    [{ TERM: 'dumb' }, true],
    [{}, false],
  ])('are off with %j and --no-color not given: %s', (env, color) => {
    expect(outputOf(tty(), { env, color }).colors.isColorSupported).toBe(false);
  });

  it('stay on with an empty NO_COLOR', () => {
    expect(outputOf(tty(), { env: { NO_COLOR: '' } }).colors.isColorSupported).toBe(true);
  });
});

describe('the width', () => {
  it('is that of the terminal, 80 where it does not say, and unlimited in a pipe', () => {
    const silent = Object.assign(new PassThrough(), { isTTY: true });

    expect(screen(132).out.width).toBe(132);
    expect(outputOf(silent, { env: {} }).width).toBe(80);
    expect(screen().out.width).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('writing', () => {
  it('waits until more may be written', async () => {
    const taken: string[] = [];
    const slow = new Writable({
      highWaterMark: 4,
      write(chunk: Buffer, _, done) {
        setImmediate(() => {
          taken.push(chunk.toString());
          done();
        });
      },
    });
    const out = outputOf(slow, { env: {} });

    const first = await out.write('more than four');

    expect(first).toBe(true);
    expect(taken).toEqual(['more than four']);
  });

  it('ends quietly when the reader has gone', async () => {
    const gone = new Writable({
      write(_, __, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
      autoDestroy: false,
    });
    const out = outputOf(gone, { env: {} });

    await out.write('x'.repeat(100_000));

    expect(await out.write('more')).toBe(false);
  });
});
