import type { ActionId } from './actions';

/** IPC channels between Electron's main process and the viewer's page. No others exist. */
export const IPC = {
  /** Page → main: the viewer is ready for its link. */
  openLink: 'groundglass:open-link',
  /** Main → page: the link's MessagePort, and nothing else. */
  link: 'groundglass:link',
  /** Page → main: the person wants to share a camera; the camera or screen may be asked for, and a port to bring it over. */
  openShare: 'groundglass:open-share',
  /** Main → page: that port, and nothing else. */
  share: 'groundglass:share',
  /** Page → main: path of a file that was dropped onto the window. */
  openFile: 'groundglass:open-file',
  /** Page → main: a `WindowCommand`. */
  window: 'groundglass:window',
  /** Main → page: an `ActionId` chosen in the menu. */
  action: 'groundglass:action',
} as const;

/** What the viewer may ask of its window. */
export const WINDOW_COMMANDS = ['quit', 'toggle-fullscreen'] as const;
export type WindowCommand = (typeof WINDOW_COMMANDS)[number];

/** `data` of the window message with which the preload hands the link's port to the page. */
export const LINK_MESSAGE = 'groundglass:link-port';

/** The same for the port over which a camera is shared. */
export const SHARE_MESSAGE = 'groundglass:share-port';

/** What the preload exposes as `window.groundglass`. No logic, no Electron object. */
export interface Bridge {
  /** Asks for a link; it arrives as a window message `LINK_MESSAGE` with one port. */
  openLink(): void;
  /** Asks for a way to share a camera; it arrives as a window message `SHARE_MESSAGE` with one port. */
  openShare(): void;
  command(command: WindowCommand): void;
  /** Plays a file of this machine's disk that was dropped onto the page: a `File`. Its path never reaches the page. */
  openDropped(file: unknown): void;
  /** Calls back for actions chosen in Electron's menu; returns its own unsubscribe. */
  onAction(listener: (action: ActionId) => void): () => void;
}
