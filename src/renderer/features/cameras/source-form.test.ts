import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceRow } from '#core/settings/source-row';
import { SOURCE_SCHEMES, SOURCES, type SourceScheme } from '#core/settings/source-table';
import { isStreamName, parseSourceUrl } from '#core/settings/source-url';
import { fieldsOf, urlOf } from './source-form';

/** The texts of a form that was just opened, with some of them written. */
function form(scheme: SourceScheme, written: Readonly<Record<string, string>>) {
  return (key: string) => written[key] ?? fieldsOf(scheme).find((field) => field.key === key)?.initial ?? '';
}

describe.each(SOURCE_SCHEMES)('the form of a %s source', (scheme) => {
  it('yields the source that was written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('192.168.1.7', 'rover.local', 'fe80::1'),
        fc.integer({ min: 1, max: 65535 }),
        fc.string({ maxLength: 30 }).filter((name) => name === '' || (isStreamName(name) && name.trim() === name)),
        fc.boolean(),
        (host, port, name, lazy) => {
          const written = { host, port: String(port), name, 'parameter vehicleId': '013912345678' };
          const url = urlOf(scheme, form(scheme, written), lazy);
          const row: SourceRow = SOURCES[scheme];
          const isDevice = row.way === 'dial' && row.device === true;
          const place = isDevice ? { host: '', port: 0, path: '/dev/ttyUSB0' } : { host, port };
          const usual = isDevice ? 'ttyUSB0' : host;
          expect(parseSourceUrl(url)).toMatchObject({
            ok: true,
            value: { scheme, ...place, lazy, name: name === '' ? usual : name },
          });
        },
      ),
    );
  });

  it('says of each field what is wrong, and finds nothing wrong with what it begins with', () => {
    for (const { key, initial, isRequired, wrong } of fieldsOf(scheme)) {
      if (initial !== '' || !isRequired) expect(wrong(initial), key).toBeUndefined();
      if (isRequired) expect(wrong('')?.id, key).toBe('dialog.give');
    }
  });
});

it('asks for a device in place of a host and a port where it is one', () => {
  const fields = fieldsOf('mavlink+serial');
  expect(fields.map(({ key }) => key).slice(0, 2)).toEqual(['path', 'parameter baud']);
  expect(fields[0]?.wrong('/etc/passwd')?.id).toBe('dialog.give');
  const written = { path: '/dev/ttyACM0', 'parameter baud': '115200' };
  expect(urlOf('mavlink+serial', form('mavlink+serial', written), false)).toBe(
    'mavlink+serial:///dev/ttyACM0?baud=115200',
  );
});

describe('a path', () => {
  it('stands in the URL where the kind has one', () => {
    const written = form('jpeg+ws', { host: 'a', path: '/ws/viewer/cam', 'parameter quality': 'low' });
    expect(urlOf('jpeg+ws', written, false)).toBe('jpeg+ws://a:5000/ws/viewer/cam?quality=low');
    const path = fieldsOf('jpeg+ws').find(({ key }) => key === 'path');
    expect(path?.wrong('ws viewer')?.id).toBe('cameras.pathWrong');
  });

  it('is not asked for where it has none', () => {
    expect(fieldsOf('pi').map(({ key }) => key)).toEqual(['host', 'port', 'parameter telemetry', 'vehicle', 'name']);
  });
});

describe('who asks', () => {
  it('stands in the URL, whatever characters a password has, and is asked for where it means something', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (name, password) => {
        const user = name.trim();
        const url = urlOf('rtsp', form('rtsp', { host: 'a', user, password }), false);
        const credentials = user === '' && password === '' ? undefined : { user, password };
        const read = parseSourceUrl(url);
        expect(read.ok && read.value.credentials).toEqual(credentials);
      }),
    );
    expect(fieldsOf('rtsp').find(({ key }) => key === 'password')?.isSecret).toBe(true);
    expect(fieldsOf('rtp').map(({ key }) => key)).not.toContain('password');
  });

  it('leaves a question of the path as it is', () => {
    const path = '/cam/realmonitor?channel=1&subtype=0';
    const url = urlOf('rtsp', form('rtsp', { host: 'a', path, name: 'Gate' }), false);
    expect(url).toBe(`rtsp://a:554${path}&name=Gate`);
    expect(
      fieldsOf('rtsp')
        .find((field) => field.key === 'path')
        ?.wrong(path),
    ).toBeUndefined();
  });
});

describe('telemetry of another source', () => {
  it('is asked for where there is a picture, and stands in the URL', () => {
    const vehicle = 'mavlink+udp://0.0.0.0:14550';
    const url = urlOf('jpeg+ws', form('jpeg+ws', { host: 'a', vehicle }), false);
    expect(parseSourceUrl(url)).toMatchObject({ ok: true, value: { vehicle } });
    const field = fieldsOf('pi').find(({ key }) => key === 'vehicle');
    expect(field?.wrong('pi://a')?.id).toBe('dialog.give');
    expect(field?.wrong(vehicle)).toBeUndefined();
    expect(fieldsOf('mavlink+udp').map(({ key }) => key)).not.toContain('vehicle');
  });
});
