import { app, type BrowserWindow, type DesktopCapturerSource, desktopCapturer, dialog, session } from 'electron';
import { english } from '#core/texts/english';
import { VIEWER_URL } from './app-protocol';

/** As many as a person can tell apart in a row of buttons. */
const MAX_SOURCES = 9;

/** What a page may ask for, each by itself. */
const DEVICES = { video: 'camera', audio: 'microphone' } as const;
type Device = keyof typeof DEVICES;

/**
 * Lets our own page have a camera, a microphone or a screen, and only after the person has said so in a question that the
 * page cannot answer itself. A yes to camera or microphone holds until the program ends, and for that one alone; a screen
 * is chosen each time.
 */
export class CameraPermission {
  readonly #window: BrowserWindow;
  readonly #allowed = new Set<Device>();

  constructor(window: BrowserWindow) {
    this.#window = window;
  }

  /** Whether the page may know and use such devices without another question. */
  mayUse(permission: string, mediaType: string | undefined, url: string): boolean {
    return permission === 'media' && isDevice(mediaType) && this.#allowed.has(mediaType) && url.startsWith(VIEWER_URL);
  }

  /** Asks the person. @param mediaTypes the devices that the page wants: one, since each is a question of its own */
  async ask(permission: string, mediaTypes: readonly string[], url: string): Promise<boolean> {
    if (!url.startsWith(VIEWER_URL)) return false;
    // Which screen, if any, is asked where it is chosen.
    if (permission === 'display-capture') return true;
    const [device, another] = mediaTypes;
    if (permission !== 'media' || !isDevice(device) || another !== undefined) return false;
    if (this.#allowed.has(device)) return true;
    const named = { device: DEVICES[device] };
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'question',
      title: app.name,
      message: english('permission.ask', named),
      detail: english('permission.about', named),
      buttons: [english('permission.share', named), english('dialog.cancel')],
      defaultId: 1,
      cancelId: 1,
    });
    if (response === 0) this.#allowed.add(device);
    return response === 0;
  }

  /** Has the person choose a screen or a window for each `getDisplayMedia`, by the system's own picker where it has one. */
  serveScreens(): void {
    session.defaultSession.setDisplayMediaRequestHandler(
      (request, callback) => {
        const isOurs = request.frame?.url.startsWith(VIEWER_URL) ?? false;
        const chosen = isOurs && request.userGesture ? this.#chooseScreen() : Promise.resolve(undefined);
        chosen.then(
          (source) => callback(source ? { video: source } : {}),
          () => callback({}),
        );
      },
      { useSystemPicker: true },
    );
  }

  async #chooseScreen(): Promise<DesktopCapturerSource | undefined> {
    const all = await desktopCapturer.getSources({
      types: ['screen', 'window'],
      thumbnailSize: { width: 0, height: 0 },
    });
    const sources = all.slice(0, MAX_SOURCES);
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'question',
      title: app.name,
      message: english('permission.screen'),
      detail: english('permission.screen.about'),
      buttons: [...sources.map(({ name }) => name.slice(0, 60)), english('dialog.cancel')],
      defaultId: sources.length,
      cancelId: sources.length,
    });
    return sources[response];
  }
}

function isDevice(mediaType: string | undefined): mediaType is Device {
  return mediaType === 'video' || mediaType === 'audio';
}
