import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startChild } from '../support/child';

const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('./python-host.py', import.meta.url));

/** The independent host while it runs; see `python-host.py` for what it can be told. */
export interface PythonHost {
  readonly videoPort: number;
  readonly telemetryPort: number;
  /** Sends a command; what it does may show a moment later. */
  tell(command: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

/** Whether Debian's python3-socketio and python3-aiohttp are installed. */
export function hasPythonHost(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import socketio, aiohttp'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts it and waits until it listens.
 *
 * @param args its command line, to which ports of 0 are added where it names none.
 */
export async function startPythonHost(...args: readonly string[]): Promise<PythonHost> {
  const child = startChild(PYTHON, [SCRIPT, '--video-port', '0', '--telemetry-port', '0', ...args]);
  const ready = await child.line(/^\{.*Port.*\}$/);
  const { videoPort = 0, telemetryPort = 0 } = JSON.parse(ready[0]) as Partial<PythonHost>;
  return { videoPort, telemetryPort, tell: (command) => child.write(JSON.stringify(command)), stop: child.stop };
}

/** For tests of the host itself: everything that one connection sends until it has sent enough or is closed. */
export async function readSocket(socket: Socket, enough: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= enough) socket.destroy();
  });
  await once(socket, 'close');
  return Buffer.concat(chunks).subarray(0, enough);
}
