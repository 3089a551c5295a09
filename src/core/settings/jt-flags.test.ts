import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readCommand } from './command';

function read(line: string, file = '{}') {
  return readCommand([...line.split(' '), '--settings', 'settings.json'], {
    tokenize: (args, options) =>
      parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true }).tokens,
    readFile: () => ({ ok: true, text: file }),
    variables: { TCP_PORT: '7000', UDP_PORT: '6000', API_PORT: '8080' },
  });
}

describe('dash cams', () => {
  it('are let in on the ports that the environment names, unless somebody says more', () => {
    expect(read('gateway --jt')).toMatchObject({
      value: { settings: { jtPort: 7000, jtUdpPort: 6000, listen: { address: '127.0.0.1', port: 8080 } } },
    });
    expect(read('gateway --jt --jt-port 1', '{"jtUdpPort":2}')).toMatchObject({
      value: { settings: { jtPort: 1, jtUdpPort: 2 } },
    });
  });

  it('are not, and the environment is not looked at, where nobody asks for them', () => {
    expect(read('gateway')).toMatchObject({ value: { settings: { jt: false, jtPort: 7611, listen: { port: 3000 } } } });
  });

  it('are named by their phone numbers, with or without a code, which no message repeats', () => {
    const jtTerminals = [{ phone: '13912345678', code: 'S3cret' }, { phone: '1' }];
    expect(read('--jt-terminal 13912345678=S3cret --jt-terminal 1')).toMatchObject({
      value: { settings: { jtTerminals } },
    });
    expect(read('--no-overlay', '{"jtTerminals":["13912345678=S3cret","1"]}')).toMatchObject({
      value: { settings: { jtTerminals } },
    });
    expect(read('--no-overlay', '{"jtTerminals":["139x=S3cret"]}')).toEqual({
      ok: false,
      message: expect.not.stringContaining('S3cret'),
    });
    expect(read('--jt-terminal 139x=S3cret')).toEqual({ ok: false, message: expect.not.stringContaining('S3cret') });
  });
});
