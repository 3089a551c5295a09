import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../texts/english';
import { deviceKind, isDevicePath } from './serial-device';
import { formatSourceUrl, parseSourceUrl, publicSourceUrl } from './source-url';

describe('the device of a serial line', () => {
  it.each([
    ['/dev/ttyUSB0', 'serial'],
    ['/dev/ttyACM12', 'serial'],
    ['/dev/ttyAMA0', 'serial'],
    ['/dev/rfcomm0', 'serial'],
    ['/dev/cu.usbserial-0001', 'serial'],
    ['/dev/pts/3', 'terminal'],
    ['/dev/tty', 'other'],
    ['/dev/tty1', 'other'],
    ['/dev/tty.usbserial-0001', 'other'],
    ['/dev/watchdog', 'other'],
    ['/dev/mem', 'other'],
    ['/dev/input/event0', 'other'],
    ['/etc/passwd', 'other'],
    ['/dev/ttyUSB0\n', 'other'],
  ])('%s is judged by its name: %s', (path, kind) => {
    expect(deviceKind(path)).toBe(kind);
  });

  it('lies under /dev, and nowhere else by any way', () => {
    expect(isDevicePath('/dev/serial/by-id/usb-FTDI_FT231X_USB_UART_D30A-if00-port0')).toBe(true);
    expect(isDevicePath('/dev/serial/by-path/platform-xhci-hcd.0-usb-0:1.4:1.0-port0')).toBe(true);
    for (const path of ['/dev', '/dev/', '/dev/../etc/x', '/dev/./x', '/dev/a/..', '/dev//x', '/etc/x', '/dev/a b'])
      expect(isDevicePath(path)).toBe(false);
    const part = fc.constantFrom('dev', '..', '.', 'tty', '', '%2e%2e', 'etc');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const path = `/${parts.join('/')}`;
        if (isDevicePath(path)) expect(new URL(`file://${path}`).pathname).toBe(path);
      }),
    );
  });
});

describe('the URL of a serial line', () => {
  it('has a device in place of a host, and a speed', () => {
    const read = parseSourceUrl('mavlink+serial:///dev/ttyUSB0');
    expect(read).toMatchObject({
      ok: true,
      value: { host: '', port: 0, path: '/dev/ttyUSB0', parameters: { baud: '57600' }, name: 'ttyUSB0' },
    });
    if (!read.ok) return;
    expect(read.value.id).toMatch(/^ttyUSB0~[a-z0-9]{11}$/);
    expect(formatSourceUrl(read.value)).toBe('mavlink+serial:///dev/ttyUSB0?baud=57600');
    expect(publicSourceUrl(read.value)).toBe('mavlink+serial:///dev/ttyUSB0?baud=57600');
    const camera = parseSourceUrl(`pi://a?vehicle=${encodeURIComponent('mavlink+serial:///dev/ttyUSB0?baud=115200')}`);
    expect(camera).toMatchObject({ ok: true, value: { vehicle: 'mavlink+serial:///dev/ttyUSB0?baud=115200' } });
  });

  it.each([
    ['mavlink+serial://host/dev/ttyUSB0', 'has a host'],
    ['mavlink+serial://:57600/dev/ttyUSB0', 'has a host'],
    ['mavlink+serial://', 'needs a device'],
    ['mavlink+serial:///etc/passwd', 'needs a device'],
    ['mavlink+serial:///dev/../etc/passwd', 'needs a device'],
    ['mavlink+serial:///dev/ttyUSB0?baud=57601', 'has a wrong baud: one of 57600'],
    ['mavlink+serial://me@/dev/ttyUSB0', 'has a user'],
  ])('is refused as %s', (url, why) => {
    const read = parseSourceUrl(url);
    expect(read.ok ? 'accepted' : english(read.message)).toContain(why);
  });
});
