import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { browserPlaces } from './browser-places.mjs';

/** An installed browser of the Chromium family. */
export interface Browser {
  /** The executable. */
  readonly path: string;
  /** What to call it in a message. */
  readonly name: 'Chrome' | 'Chromium' | 'Edge';
}

type Environment = Readonly<Record<string, string | undefined>>;

function nameOf(path: string): Browser['name'] {
  const file = basename(path.replaceAll('\\', '/')).toLowerCase();
  // not shown: a product's name
  if (file.includes('edge')) return 'Edge';
  // not shown: a product's name
  return file.includes('chromium') ? 'Chromium' : 'Chrome';
}

/**
 * The browser that shows the viewer: `GROUNDGLASS_BROWSER` when set, else the first one installed. A set variable is
 * final: when its file is missing there is no browser, so that a typing error is not hidden behind another program.
 */
export function findBrowser(
  env: Environment,
  platform: string = process.platform,
  isThere: (path: string) => boolean = existsSync,
): Browser | undefined {
  const chosen = env.GROUNDGLASS_BROWSER;
  const places = chosen ? [chosen] : browserPlaces(platform, env);
  const path = places.find(isThere);
  return path === undefined ? undefined : { path, name: nameOf(path) };
}
