import { spawn } from 'node:child_process';

/** It answers at once, or the driver hangs. */
const TIMEOUT_MS = 5000;
/** Of what it says; it says a line. */
const MAX_SAID = 300;

/** Bytes as they are, at a speed; no modem's lines are waited for. `stty` ends with 1 where the driver did not do it. */
const NEEDED = ['raw', '-echo', 'clocal', 'cread'] as const;
/**
 * 8N1 without flow control is what autopilots and radios speak, and `-hupcl` keeps boards that restart with DTR from doing so
 * at each of our attempts. Some drivers know only a part of it, and have no other way to be.
 */
const WISHED = ['cs8', '-parenb', '-cstopb', '-crtscts', '-hupcl'] as const;

/**
 * Sets an open serial line with `stty`, which has it as its standard input: Linux and macOS name a device by different flags,
 * and a name could lead elsewhere by now.
 *
 * @returns what is wrong, in `stty`'s own words; `undefined` where nothing is
 */
export async function setLine(fd: number, baud: string): Promise<string | undefined> {
  const wrong = await stty(fd, [baud, ...NEEDED]);
  if (wrong === undefined) for (const word of WISHED) await stty(fd, [word]);
  return wrong;
}

function stty(fd: number, words: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn('stty', words, {
      stdio: [fd, 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      timeout: TIMEOUT_MS,
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, MAX_SAID);
    });
    child
      .once('error', (error) => resolve(error.message))
      .once('close', (code) => resolve(code === 0 ? undefined : said.trim() || `stty ended with ${code}`));
  });
}
