import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * The display that everything is shown on: `DISPLAY`, else an Xvfb of our own.
 * @returns {Promise<{ name: string, isOwn: boolean, close: () => void }>}
 */
export async function openDisplay() {
  if (process.env.DISPLAY) return { name: process.env.DISPLAY, isOwn: false, close: () => {} };
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdio[3] }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', () => reject(new Error('Xvfb ended')));
  });
  process.env.DISPLAY = `:${number}`;
  return { name: `:${number}`, isOwn: true, close: () => child.kill() };
}
