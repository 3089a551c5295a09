import path from 'node:path';
import { BrowserWindow } from 'electron';
import { type Presentation, presentationQuery } from '#contracts/presentation';
import type { ViewSettings } from '#core/settings/command';
import { VIEWER_URL } from './app-protocol';

const DEFAULT_SIZE = { width: 1280, height: 720 };
const SMALLEST = { width: 320, height: 240 };
/** Behind the picture: what shows before the first one, and beside it. */
const NEAR_BLACK = '#0a0c0e';

/** Opens the viewer's window as the settings want it. */
export function openWindow(settings: ViewSettings): BrowserWindow {
  const geometry = settings.geometry;
  const window = new BrowserWindow({
    ...(geometry ?? DEFAULT_SIZE),
    // A geometry means the picture, not the frame around it.
    useContentSize: geometry !== undefined,
    minWidth: Math.min(SMALLEST.width, geometry?.width ?? SMALLEST.width),
    minHeight: Math.min(SMALLEST.height, geometry?.height ?? SMALLEST.height),
    title: 'Groundglass',
    backgroundColor: NEAR_BLACK,
    frame: !settings.borderless,
    fullscreen: settings.fullscreen,
    alwaysOnTop: settings.alwaysOnTop,
    autoHideMenuBar: true,
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // A hidden window must not fall behind: it would show old pictures when it comes back.
      backgroundThrottling: false,
    },
  });
  if (settings.borderless) window.setMenuBarVisibility(false);
  const presentation: Presentation = { overlay: !settings.noOverlay };
  // Electron shows its own page for what cannot be loaded; there is no other place to say so.
  window.loadURL(`${VIEWER_URL}${presentationQuery(presentation)}`).catch(() => undefined);
  return window;
}
