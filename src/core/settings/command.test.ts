import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { writeUnits } from '../telemetry/units/choice';
import { english } from '../texts/english';
import { type CommandEnvironment, readCommand } from './command';
import { readDocument } from './settings-document';
import { SOURCE_SCHEMES } from './source-table';

const SCHEMES = SOURCE_SCHEMES.map((scheme) => `${scheme}://`).join(', ');

function environment(files: Record<string, string> = {}, usual: Record<string, unknown> = {}): CommandEnvironment {
  return {
    tokenize: (args, options) =>
      parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true }).tokens,
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? { ok: false, reason: 'no such file' } : { ok: true, text };
    },
    usualSettings: () => readDocument('usual.json', usual).given,
  };
}

function read(line: string, env = environment()) {
  return readCommand(line.split(' ').filter(Boolean), env);
}

function settingsOf(line: string, env = environment()) {
  const command = read(line, env);
  if (!command.ok || (command.value.kind !== 'view' && command.value.kind !== 'demo')) throw new Error(String(command));
  return command.value.settings;
}

function refusal(line: string, env = environment()): string {
  const command = read(line, env);
  return command.ok ? 'accepted' : english(command.message);
}

describe('a command line', () => {
  it('gives every setting its value, or its fallback', () => {
    const settings = settingsOf('--host 192.168.1.100 --video-port=9000 --no-overlay --geometry 640x480+0-10');
    expect(settings).toMatchObject({
      host: '192.168.1.100',
      videoPort: 9000,
      telemetryPort: 8001,
      noOverlay: true,
      fullscreen: false,
      geometry: { width: 640, height: 480, x: 0, y: -10 },
      listen: undefined,
    });
  });

  it('has units from the command line, the file, or the environment, in this order', () => {
    const units = (line: string, said: string, file: Record<string, unknown> = {}) =>
      writeUnits(settingsOf(line, { ...environment({}, file), variables: { GROUNDGLASS_UNITS: said } }).units);
    expect(units('', '')).toBe('metric');
    expect(units('', 'imperial,speed=kn')).toBe('imperial,speed=kn');
    expect(units('', 'imperial', { units: 'aviation' })).toBe('aviation');
    expect(units('--units metric,speed=km/h', 'imperial', { units: 'aviation' })).toBe('metric,speed=km/h');
    expect(refusal('', { ...environment(), variables: { GROUNDGLASS_UNITS: 'cubits' } })).toMatch(
      /^“GROUNDGLASS_UNITS” is not allowed to be "cubits": one of metric, imperial, nautical, aviation/,
    );
    expect(refusal('--units metric,speed=C')).toContain('one of metric, imperial');
  });

  it('runs a gateway with flags of its own', () => {
    expect(read('gateway --source pi://a --restream-video 9000 --restream-stream pi://a')).toMatchObject({
      ok: true,
      value: {
        kind: 'gateway',
        settings: {
          listen: { address: '127.0.0.1', port: 3000 },
          sources: ['pi://a'],
          restreamVideo: 9000,
          restreamTelemetry: undefined,
          restreamStream: 'pi://a',
          restreamListen: '127.0.0.1',
        },
      },
    });
    expect(read('gateway --help')).toEqual({ ok: true, value: { kind: 'help', topic: 'gateway' } });
    expect(refusal('gateway --fullscreen')).toBe('--fullscreen is not a flag: see --help for those there are');
  });

  it('gathers a flag that may be given again', () => {
    expect(settingsOf('--source pi://a --source=pi://b:9000?name=B').sources).toEqual(['pi://a', 'pi://b:9000?name=B']);
    expect(settingsOf('').sources).toEqual([]);
  });

  it('knows its commands', () => {
    expect(read('demo --shell none')).toMatchObject({ ok: true, value: { kind: 'demo', settings: { shell: 'none' } } });
    expect(read('simulate pi --fps 25 --drop-after 2.5')).toMatchObject({
      ok: true,
      value: { kind: 'simulate-pi', settings: { fps: 25, dropAfter: 2.5, videoPort: 8000 } },
    });
    expect(read('simulate push --framed --url ws://h:1/ws/video?id=a')).toMatchObject({
      value: { kind: 'simulate-push', settings: { framed: true, url: 'ws://h:1/ws/video?id=a', fps: 30 } },
    });
    expect(read('simulate push --url http://h:1/').ok).toBe(false);
    expect(read('simulate push --help')).toMatchObject({ value: { kind: 'help', topic: 'simulate-push' } });
    expect(read('simulate dashcam --version 2013 --transport udp --loss 0.5')).toMatchObject({
      value: { kind: 'simulate-dashcam', settings: { version: '2013', transport: 'udp', loss: 0.5, channels: 4 } },
    });
    expect(read('simulate dashcam --code').ok).toBe(false);
    expect(read('simulate pi --help')).toEqual({ ok: true, value: { kind: 'help', topic: 'simulate-pi' } });
    expect(read('--bogus --help')).toEqual({ ok: true, value: { kind: 'help', topic: 'view' } });
    expect(read('--version')).toEqual({ ok: true, value: { kind: 'version' } });
  });

  it.each([
    ['--hots 1.2.3.4', '--hots is not a flag: did you mean --host?'],
    ['--video-port 99999', '--video-port “99999” is not allowed: a whole number from 1 to 65535'],
    ['--video-port', '--video-port needs a value: a whole number from 1 to 65535'],
    ['--host --fullscreen', '--host needs a value: a host name or an IP address, with no port'],
    ['--host 1.2.3.4:8000', '--host “1.2.3.4:8000” is not allowed: a host name or an IP address, with no port'],
    ['--source pi://a --source ftp://b', `--source “ftp://b” has no scheme that a source has: ${SCHEMES}`],
    ['--sources pi://a', '--sources is not a flag: did you mean --source?'],
    ['--shell firefox', '--shell “firefox” is not allowed: one of electron, browser, none'],
    ['--geometry 640', '--geometry “640” is not allowed: a geometry such as 640x480+0+0'],
    ['--fullscreen=yes', '--fullscreen takes no value'],
    ['--fullscreen yes', '“yes” is not understood here; flags begin with --, see --help'],
    ['--constructor 1', '--constructor is not a flag: see --help for those there are'],
    [
      'fly',
      '“fly” is not a command: demo, play, gateway, host, record, repair, export, doctor, token, simulate pi, simulate push, simulate phone, simulate dashcam, simulate mavlink, simulate msp, or flags alone, see --help',
    ],
    ['doctor link', 'doctor link needs one URL of a source, see doctor link --help'],
    ['doctor link pi://a pi://b', 'doctor link needs one URL of a source, see doctor link --help'],
    ['doctor link ftp://b', `“ftp://b” has no scheme that a source has: ${SCHEMES}`],
    ['simulate boat', 'simulate “boat” is not one of pi, push, phone, dashcam, mavlink, msp'],
    ['simulate', 'simulate needs one of pi, push, phone, dashcam, mavlink, msp'],
  ])('refuses %s in one line that says what is allowed', (line, message) => {
    expect(refusal(line)).toBe(message);
  });

  it('listens to one source for a while', () => {
    expect(read('doctor link pi://a --seconds 9 --json')).toMatchObject({
      ok: true,
      value: { kind: 'doctor-link', source: 'pi://a', settings: { seconds: 9, json: true, silent: false } },
    });
  });

  it('serves on any address', () => {
    expect(settingsOf('--listen [::1]:3000').listen).toEqual({ address: '::1', port: 3000 });
    expect(settingsOf('--listen 0.0.0.0:3000').listen).toEqual({ address: '0.0.0.0', port: 3000 });
    expect(settingsOf('').tls).toBe(false);
    expect(settingsOf('--public-name a.example --public-name b').publicNames).toEqual(['a.example', 'b']);
    expect(refusal('--public-name http://a.example')).toContain('a DNS name with no port');
  });

  it('gives and takes tokens', () => {
    expect(read('token')).toMatchObject({ ok: true, value: { kind: 'token', action: { action: 'list' } } });
    expect(read('token new')).toMatchObject({ ok: true, value: { action: { action: 'new', role: 'viewer' } } });
    expect(read('token revoke 12ab')).toMatchObject({ ok: true, value: { action: { action: 'revoke', id: '12ab' } } });
    expect(read('token --help')).toEqual({ ok: true, value: { kind: 'help', topic: 'token' } });
    expect(refusal('token new root')).toBe('token new “root” is not a role: one of viewer, publisher, admin');
    expect(refusal('token revoke')).toContain('needs an id');
    expect(refusal('token steal')).toBe('token “steal” is not one of list, new, revoke');
  });
});

describe('a settings file', () => {
  it('fills what the command line leaves open', () => {
    const env = environment({ 'a.json': '{"host":"rover.local","videoPort":9000,"borderless":true}' });
    expect(settingsOf('--settings a.json --video-port 9001', env)).toMatchObject({
      host: 'rover.local',
      videoPort: 9001,
      borderless: true,
    });
  });

  it('has arrays for what may be given again, over which the command line wins whole', () => {
    const env = environment({ 'a.json': '{"sources":["pi://a","pi://b"]}' });
    expect(settingsOf('--settings a.json', env).sources).toEqual(['pi://a', 'pi://b']);
    expect(settingsOf('--settings a.json --source pi://c', env).sources).toEqual(['pi://c']);
  });

  it('serves every command: what another one knows is no mistake', () => {
    const env = environment({}, { sources: ['pi://a'], geometry: '640x480' });
    const gateway = read('gateway', env);
    expect(gateway).toMatchObject({ ok: true, value: { settings: { sources: ['pi://a'] } } });
    expect(gateway.ok && gateway.value.kind === 'gateway' && gateway.value.settings).not.toHaveProperty('geometry');
  });

  it('is read from its usual place where nobody names one', () => {
    expect(settingsOf('', environment({}, { host: 'a' })).host).toBe('a');
    expect(settingsOf('--settings x', environment({ x: '{"host":"b"}' }, { host: 'a' })).host).toBe('b');
    expect(settingsOf('', environment()).host).toBeUndefined();
  });

  it('of a newer version may hold what this one does not know', () => {
    const env = environment({ 'x.json': '{"version":1000,"host":"a","warpFactor":9}' });
    expect(settingsOf('--settings x.json', env).host).toBe('a');
  });

  it.each([
    ['{"hots":"a"}', 'x.json: “hots” is not a setting: did you mean “host”?'],
    ['{"antigravity":1}', 'x.json: “antigravity” is not a setting: host, videoPort'],
    ['{"videoPort":"8000"}', 'x.json: “videoPort” is not allowed to be "8000": a whole number from 1 to 65535'],
    ['{"sources":"pi://a"}', 'x.json: “sources” is not allowed to be "pi://a": an array, each a source'],
    ['{"sources":["pi://a",7]}', 'x.json: “sources” is not allowed to be ["pi://a",7]'],
    ['{"__proto__":1}', 'x.json: “__proto__” is not a setting'],
    ['[]', 'x.json must be a JSON object of settings'],
    ['{', 'x.json is not JSON'],
  ])('refuses %s in one line', (text, message) => {
    expect(refusal('--settings x.json', environment({ 'x.json': text }))).toContain(message);
  });

  it('must exist where it is named', () => {
    expect(refusal('--settings gone.json')).toBe('--settings gone.json cannot be read: no such file');
  });
});

describe('a setting that may hold a secret', () => {
  it('is not repeated where it is refused', () => {
    expect(refusal('--broker amqp//me:secret@host')).toMatch(/^--broker what was given is not allowed/);
    const env = environment({ '/s.json': '{"broker": "me:secret@host"}' });
    expect(refusal('--settings /s.json', env)).not.toContain('secret');
  });
});
