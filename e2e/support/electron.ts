import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { type ElectronApplication, _electron as electron } from '@playwright/test';
import { findElectron } from '../../src/cli/shells/find-electron';
import { english } from '../../src/core/texts/english';
import { ACTION_TIMEOUT_MS } from './patience';

const MAIN = path.resolve(import.meta.dirname, '../../out/main');
const HOLD = path.resolve(import.meta.dirname, 'hold-until-attached.cjs');

/**
 * Starts the built application in Electron.
 *
 * @param args our command line
 * @param env its whole environment, with a home of its own
 */
export async function launchElectron(
  args: readonly string[],
  env: Record<string, string>,
): Promise<ElectronApplication> {
  const application = await electron.launch({
    executablePath: runtime(),
    env,
    args: commandLine(['-r', HOLD], args),
    timeout: ACTION_TIMEOUT_MS,
  });
  application.context().setDefaultTimeout(ACTION_TIMEOUT_MS);
  return application;
}

/** The same as a process that no test drives. */
export function startElectron(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(runtime(), commandLine([], args), { env, stdio: 'ignore' });
}

function runtime(): string {
  const found = findElectron();
  if (!('path' in found)) throw new Error(english(found.reason));
  return found.path;
}

function commandLine(first: readonly string[], args: readonly string[]): string[] {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...sandbox, ...first, '-r', path.join(MAIN, 'early.cjs'), path.join(MAIN, 'index.cjs'), ...args];
}
