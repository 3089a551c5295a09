import { app, type BrowserWindow } from 'electron';

/**
 * Takes the profile (settings, the browser's data) for this process alone.
 *
 * @returns what is told the window that another start brings to the front; `undefined` where another process has the profile
 */
export function takeProfile(): ((window: BrowserWindow) => void) | undefined {
  if (!app.requestSingleInstanceLock()) return undefined;
  return (window) => {
    app.on('second-instance', () => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    });
  };
}
