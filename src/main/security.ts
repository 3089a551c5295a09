import { app, type IpcMainEvent, session, type WebContents } from 'electron';
import { VIEWER_URL } from './app-protocol';
import type { CameraPermission } from './camera-permission';

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

/** The part of `confine` that needs Electron to be ready: full screen, and the camera when the person says so; no more. */
export function denyPermissions(camera: CameraPermission): void {
  const page = session.defaultSession;
  page.setPermissionRequestHandler((contents, permission, callback, details) => {
    if (permission === 'fullscreen') return callback(true);
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const url = details.isMainFrame ? contents.getURL() : '';
    camera.ask(permission, mediaTypes, url).then(callback, () => callback(false));
  });
  page.setPermissionCheckHandler(
    (contents, permission, _origin, { mediaType, isMainFrame }) =>
      permission === 'fullscreen' || (isMainFrame && camera.mayUse(permission, mediaType, contents?.getURL() ?? '')),
  );
  camera.serveScreens();
  page.setDevicePermissionHandler(() => false);
}

/** Whether an IPC message comes from the top frame of our own page in the given window. */
export function isFromViewer(event: IpcMainEvent, contents: WebContents): boolean {
  return (
    event.sender === contents && event.senderFrame === contents.mainFrame && contents.getURL().startsWith(VIEWER_URL)
  );
}
