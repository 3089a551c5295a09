import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { presentationQuery } from '#contracts/presentation';
import type { ViewSettings } from '#core/settings/command';
import { type Text, text } from '#core/texts/text';
import { OWN_WINDOW, serveOrTell } from '../serve';
import { printProblem } from '../terminal';
import { endWithUs } from './end-with-us';
import type { Browser } from './find-browser';
import { launchBrowserShell } from './launch-browser';

/** Serves the viewer and opens it in an app window of a browser; ends when the window does. */
export async function browserShell(settings: ViewSettings, browser: Browser): Promise<number> {
  const served = await serveOrTell(
    { ...settings, listen: settings.listen ?? OWN_WINDOW },
    { keeps: true, isOwnWindow: true },
  );
  if (!served) return 1;
  if (served.gateway.needsToken) process.stdout.write(`${served.introduction}\n`);
  const profileDir = await mkdtemp(path.join(os.tmpdir(), 'groundglass-'));
  let release = () => {};
  try {
    const { geometry, borderless, fullscreen } = settings;
    const child = launchBrowserShell({
      browser,
      url: served.ownLink(presentationQuery({ overlay: !settings.noOverlay })),
      pin: served.pin,
      profileDir,
      geometry: geometry && { x: 0, y: 0, ...geometry },
      borderless,
      fullscreen,
      env: process.env,
    });
    const ending = endWithUs(child);
    release = ending.release;
    const { name } = browser;
    return await new Promise<number>((resolve) => {
      const fail = (message: Text) => {
        printProblem(message);
        resolve(1);
      };
      child.once('error', (error) => fail(text('shell.notStarted', { name, reason: error.message })));
      child.once('exit', (code, signal) => {
        if (code === 0 || ending.isSignalled()) resolve(0);
        else
          fail(
            code === null ? text('shell.killed', { name, signal: signal ?? '' }) : text('shell.ended', { name, code }),
          );
      });
    });
  } finally {
    await served.close();
    // The browser's helpers may still be letting go of their files.
    await rm(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined);
    release();
  }
}
