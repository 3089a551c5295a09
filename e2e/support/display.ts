import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

const XVFB = '/usr/bin/Xvfb';

/** A screen that windows can open on. */
export interface Display {
  /** For `DISPLAY`. */
  readonly name: string;
  close(): Promise<void>;
}

/** Why this machine has no display of its own for a test. */
export const noDisplay = existsSync(XVFB) ? undefined : `no ${XVFB} (Debian: xvfb)`;

/** Starts an X server, on a number that it chooses itself. */
export async function startDisplay(): Promise<Display> {
  const server: ChildProcess = spawn(
    XVFB,
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp', '-ac'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const chosen = server.stdio[3];
  if (!chosen || !('read' in chosen)) throw new Error('no pipe to the X server');
  const [number] = (await once(createInterface({ input: chosen }), 'line')) as [string];
  return {
    name: `:${number}`,
    async close() {
      server.kill();
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    },
  };
}
