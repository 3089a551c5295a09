import { close, constants, fstat, open } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { deviceKind } from '#core/settings/serial-device';
import { lockHolder } from './lock-file';
import { setLine } from './set-line';

/** Why a line cannot be had. */
export interface LineProblem {
  readonly cause: 'absent' | 'no-permission' | 'busy' | 'unsupported' | 'error';
  /** What was tried, and what the system or `stty` says of it. */
  readonly detail: string;
}

/** What of a failed `open` means what. Linux says ENXIO or EIO of a device whose other end is gone. */
const CAUSES: Readonly<Record<string, LineProblem['cause']>> = {
  ENOENT: 'absent',
  ENXIO: 'absent',
  ENODEV: 'absent',
  EIO: 'absent',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EBUSY: 'busy',
};

/** Lines that this program has open, by their own names: the system lets any number in, and each would lose bytes to the others. */
const taken = new Set<string>();

export interface LineOptions {
  readonly path: string;
  readonly baud: string;
  /** Who started the program named it. */
  readonly isOwners: boolean;
  readonly platform?: NodeJS.Platform;
}

/** An open line, or why there is none. Its bytes come and go by the event loop, as a socket's do; no thread waits. */
export type OpenedLine = { readonly stream: ReadStream } | LineProblem;

/** Opens a serial line and sets it. Never rejects; whoever has it destroys it. */
export async function openLine({
  path,
  baud,
  isOwners,
  platform = process.platform,
}: LineOptions): Promise<OpenedLine> {
  if (platform === 'win32') return end('unsupported', `${path}: no serial ports on Windows`);
  let device: string;
  try {
    device = await realpath(path);
  } catch (error) {
    return failed(error, path);
  }
  const kind = deviceKind(device);
  if (kind === 'other') return end('error', `${path} is no serial port`);
  if (kind === 'terminal' && !isOwners)
    return end('error', `${path} is a terminal: name it when you start the program`);
  if (taken.has(device)) return end('busy', `${path} is another source’s`);
  taken.add(device);
  const opened = await openDevice(device, baud).catch((error: unknown) => failed(error, path));
  if ('stream' in opened) opened.stream.once('close', () => taken.delete(device));
  else taken.delete(device);
  return opened;
}

async function openDevice(device: string, baud: string): Promise<OpenedLine> {
  const holder = await lockHolder(device);
  if (holder !== undefined) return end('busy', `${device} is process ${holder}’s, says LCK..`);
  // Not our controlling terminal, and no waiting for a carrier; the name was followed before.
  const { O_RDWR, O_NOCTTY, O_NONBLOCK, O_NOFOLLOW } = constants;
  const fd = await promisify(open)(device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
  // A number and no `FileHandle`: the stream owns it from here on.
  let stream: ReadStream | undefined;
  try {
    if (!(await promisify(fstat)(fd)).isCharacterDevice()) return end('error', `${device} is no device`);
    const wrong = await setLine(fd, baud);
    if (wrong !== undefined) return end('error', `${device} cannot be set to ${baud} baud: ${wrong}`);
    stream = new ReadStream(fd);
    return { stream };
  } finally {
    if (!stream) await promisify(close)(fd);
  }
}

function failed(error: unknown, where: string): LineProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return end(CAUSES[code] ?? 'error', `${code} ${where}`);
}

function end(cause: LineProblem['cause'], detail: string): LineProblem {
  return { cause, detail };
}
