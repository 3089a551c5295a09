import { stat } from 'node:fs/promises';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

/** A file as it is served. */
export interface ServedFile {
  /** Absolute path. */
  readonly file: string;
  readonly type: string;
  /** `Cache-Control`. */
  readonly caching: string;
}

/** The build names these files by their content: another content has another name. */
const NAMED_BY_CONTENT = /^\/(assets|wasm-worker)\/[^/]+-[\w-]{8}\.\w+$/;

/**
 * Finds the file behind a URL path in a folder, and nowhere else.
 *
 * @param root absolute path of the folder
 * @param urlPath percent-encoded, beginning with `/`; a path that ends in `/` means its `index.html`
 * @returns `undefined` where there is no such file, or the path leaves the folder
 */
export async function findStaticFile(root: string, urlPath: string): Promise<ServedFile | undefined> {
  let relative: string;
  try {
    relative = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (relative.includes('\0') || relative.includes('\\')) return undefined;
  if (relative.endsWith('/')) relative += 'index.html';
  const file = path.resolve(root, `.${relative}`);
  const type = TYPES[path.extname(file)];
  if (!file.startsWith(root + path.sep) || type === undefined) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  // not shown: a header
  return { file, type, caching: NAMED_BY_CONTENT.test(urlPath) ? 'private, max-age=31536000, immutable' : 'no-cache' };
}
