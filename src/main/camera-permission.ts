import { app, type BrowserWindow, type DesktopCapturerSource, desktopCapturer, dialog, session } from 'electron';
import { VIEWER_URL } from './app-protocol';

/** As many as a person can tell apart in a row of buttons. */
const MOST_SOURCES = 9;

/**
 * Lets our own page have a camera or a screen, and only after the person has said so in a question that the page cannot
 * answer itself. A yes to the camera holds until the program ends; a screen is chosen each time. The microphone stays
 * closed.
 */
export class CameraPermission {
  readonly #window: BrowserWindow;
  #isAllowed = false;

  constructor(window: BrowserWindow) {
    this.#window = window;
  }

  /** Whether the page may know and use cameras without another question. */
  mayUse(permission: string, mediaType: string | undefined, url: string): boolean {
    return permission === 'media' && mediaType === 'video' && this.#isAllowed && url.startsWith(VIEWER_URL);
  }

  /** Asks the person. @param mediaTypes what the page wants of the camera */
  async ask(permission: string, mediaTypes: readonly string[], url: string): Promise<boolean> {
    if (!url.startsWith(VIEWER_URL)) return false;
    // Which screen, if any, is asked where it is chosen.
    if (permission === 'display-capture') return true;
    if (permission !== 'media' || mediaTypes.length === 0 || mediaTypes.some((type) => type !== 'video')) return false;
    if (this.#isAllowed) return true;
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'question',
      title: app.name,
      message: 'Share the camera of this computer?',
      detail: 'Everybody who may watch this station sees it, until you stop sharing or quit.',
      buttons: ['Share the camera', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    });
    this.#isAllowed = response === 0;
    return this.#isAllowed;
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
    const sources = all.slice(0, MOST_SOURCES);
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'question',
      title: app.name,
      message: 'Which screen or window do you want to share?',
      detail: 'Everybody who may watch this station sees it, until you stop sharing or quit.',
      buttons: [...sources.map(({ name }) => name.slice(0, 60)), 'Cancel'],
      defaultId: sources.length,
      cancelId: sources.length,
    });
    return sources[response];
  }
}
