import { readFile } from 'node:fs/promises';
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
};

/** A file as it is served. */
export interface ServedFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly type: string;
}

/**
 * Reads the file behind a URL path from a folder, and from nowhere else.
 *
 * @param root absolute path of the folder
 * @param urlPath percent-encoded, beginning with `/`; a path that ends in `/` means its `index.html`
 * @returns `undefined` where there is no such file, or the path leaves the folder
 */
export async function readStaticFile(root: string, urlPath: string): Promise<ServedFile | undefined> {
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
  try {
    return { body: await readFile(file), type };
  } catch {
    return undefined;
  }
}
