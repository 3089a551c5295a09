/** A window's place on the screen, in the screen's pixels. */
interface WindowGeometry {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

/** How the browser shows the viewer. */
export interface BrowserWindow {
  /** The viewer's address at the loopback gateway. */
  readonly url: string;
  /** The gateway's key, where it speaks TLS: no authority has vouched for a certificate that it made itself. */
  readonly pin?: string | undefined;
  /** A folder of our own: the person's bookmarks, extensions and running browser stay out of it. */
  readonly profileDir: string;
  readonly geometry?: WindowGeometry | undefined;
  readonly borderless: boolean;
  readonly fullscreen: boolean;
}

/** No first-run pages, and no talk with the browser maker's servers: a ground station may have no internet. */
const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-session-crashed-bubble',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
  '--password-store=basic',
];

/** A covered or unfocused window must show the newest picture the moment it is seen again. */
const LIVE = [
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--autoplay-policy=no-user-gesture-required',
];

/** Takes away the warning bar that some switches bring: 56 px, which would push the picture out of its geometry. */
const NO_WARNING_BAR = '--test-type';

const WITHOUT_SANDBOX = ['--no-sandbox', NO_WARNING_BAR];

/** Trusts this one key for any name, in our own profile alone; every other certificate is judged as ever. */
const trusting = (pin: string) => [`--ignore-certificate-errors-spki-list=${pin}`, NO_WARNING_BAR];

const placed = ({ width, height, x, y }: WindowGeometry) => [
  `--window-size=${width},${height}`,
  `--window-position=${x},${y}`,
];

/**
 * The address, with the place of a borderless picture in it (`?stage=640x480+0+0`, screen pixels). Kiosk mode is the only
 * window without a frame. Without a window manager it keeps the geometry; with one it fills the screen, and the page
 * puts the picture where it belongs.
 */
function stagedUrl(url: string, { width, height, x, y }: WindowGeometry): string {
  const staged = new URL(url);
  staged.searchParams.set('stage', `${width}x${height}+${x}+${y}`);
  return staged.href.replaceAll('%2B', '+');
}

function windowArguments({ url, geometry, borderless, fullscreen }: BrowserWindow): string[] {
  if (fullscreen) return [`--app=${url}`, '--start-fullscreen'];
  if (geometry === undefined) return [`--app=${url}`, ...(borderless ? ['--kiosk'] : [])];
  if (!borderless) return [`--app=${url}`, ...placed(geometry)];
  return [`--app=${stagedUrl(url, geometry)}`, '--kiosk', ...placed(geometry), '--force-device-scale-factor=1'];
}

/**
 * The command line of Chrome, Chromium or Edge for one viewer window.
 * @param withoutSandbox only for tests, and for machines where `ELECTRON_DISABLE_SANDBOX` says so
 */
export function browserArguments(window: BrowserWindow, withoutSandbox: boolean): string[] {
  return [
    ...windowArguments(window),
    `--user-data-dir=${window.profileDir}`,
    ...QUIET,
    ...LIVE,
    ...(window.pin === undefined ? [] : trusting(window.pin)),
    ...(withoutSandbox ? WITHOUT_SANDBOX : []),
  ];
}
