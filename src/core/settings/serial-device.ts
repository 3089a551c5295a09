/** What a serial line's device may be called, by the names that Linux and macOS give. A terminal is none. */
const SERIAL = [
  // Linux: USB adapters and autopilots, the UARTs of boards, Bluetooth.
  /^\/dev\/tty(?:USB|ACM|AMA|S|O|THS|MSM|HS|GS|LP|UL|PS|SC|SAC|mxc|XRUSB)\d{1,4}$/,
  /^\/dev\/rfcomm\d{1,3}$/,
  // macOS: what calls out; `tty.*` waits for a carrier that no radio raises.
  /^\/dev\/cu\.[\w.-]{1,100}$/,
] as const;

/** A terminal of somebody: a program may well stand behind it, as `socat` does. */
const TERMINAL = /^\/dev\/pts\/\d{1,6}$/;

/** A place under `/dev`, with nothing that climbs. */
const DEVICE_PATH = /^\/dev(?:\/(?!\.\.?(?:\/|$))[\w.:+-]{1,120}){1,4}$/;

/** Bits a second that both `stty`s know and a telemetry link has. The first is what radios come with. */
export const BAUD_RATES = [
  ...['57600', '9600', '19200', '38400', '115200', '230400', '460800', '500000', '576000'],
  ...['921600', '1000000', '1500000', '2000000', '3000000'],
] as const;

/** Whether a path may name a device at all; what it leads to is judged when it is opened. */
export function isDevicePath(path: string): boolean {
  return DEVICE_PATH.test(path);
}

/**
 * What a device is by its own name, links followed. Everything else under `/dev` is `other`: reading it takes bytes from who
 * should have them, and some begin to act by being opened (`/dev/watchdog`).
 */
export function deviceKind(path: string): 'serial' | 'terminal' | 'other' {
  if (SERIAL.some((pattern) => pattern.test(path))) return 'serial';
  return TERMINAL.test(path) ? 'terminal' : 'other';
}
