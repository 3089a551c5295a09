import { app, type IpcMainEvent, session, type WebContents } from 'electron';
import { VIEWER_URL } from './app-protocol';

/**
 * Electron's security checklist for every page that will ever be made: no navigation away, no new windows, no webviews,
 * no permissions, no devices. The viewer needs none of these.
 */
export function confine(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** The part of `confine` that needs Electron to be ready. */
export function denyPermissions(): void {
  const page = session.defaultSession;
  page.setPermissionRequestHandler((_contents, permission, callback) => callback(permission === 'fullscreen'));
  page.setPermissionCheckHandler((_contents, permission) => permission === 'fullscreen');
  page.setDevicePermissionHandler(() => false);
  page.on('will-download', (event) => event.preventDefault());
}

/** Whether an IPC message comes from the top frame of our own page in the given window. */
export function isFromViewer(event: IpcMainEvent, contents: WebContents): boolean {
  return (
    event.sender === contents && event.senderFrame === contents.mainFrame && contents.getURL().startsWith(VIEWER_URL)
  );
}
