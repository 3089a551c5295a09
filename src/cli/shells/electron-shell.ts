import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from '#core/texts/text';
import { APPLICATION_ROOT } from '../environment';
import { printProblem } from '../terminal';
import { endWithUs } from './end-with-us';

/**
 * Runs the application in Electron until its window closes.
 *
 * @param electron Electron's program
 * @param args our own command line, which the application reads again
 * @returns its exit code
 */
export function electronShell(electron: string, args: readonly string[]): Promise<number> {
  // The sandbox is Chromium's own; only Electron's variable for it, set by hand, takes it off.
  const switches = process.env.ELECTRON_DISABLE_SANDBOX ? ['--no-sandbox'] : [];
  const main = (file: string) => path.join(APPLICATION_ROOT, 'out/main', file);
  const child = spawn(electron, [...switches, '-r', main('early.cjs'), main('index.cjs'), ...args], {
    stdio: 'inherit',
  });
  const ending = endWithUs(child);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      printProblem(text('shell.electron', { reason: error.message }));
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? (ending.isSignalled() ? 0 : 1)));
  });
}
