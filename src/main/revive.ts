import type { BrowserWindow } from 'electron';
import type { Log } from '#station/log';

/** Long enough that a page that dies at once does not keep the machine busy, short enough for one who steers. */
const PAUSE_MS = 500;

/** Loads the viewer's page anew when its process is gone: a crash must not leave a pilot with a blank window. */
export function revive(window: BrowserWindow, log: Log): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error(`the viewer's page ended (${reason}, ${exitCode}); loading it again`);
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, PAUSE_MS);
  });
}
