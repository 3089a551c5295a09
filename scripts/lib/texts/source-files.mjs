import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';

/** The program's own files but the catalogue. @returns {{ name: string, source: string }[]} names from the root, with `/` */
export function sourceFiles() {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\.d\.ts$|\/fixtures\/|^src\/core\/texts\//.test(name))
    .map((name) => ({ name, source: readFileSync(join(root, name), 'utf8') }));
}
