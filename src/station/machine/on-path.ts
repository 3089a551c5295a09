import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

const WINDOWS = process.platform === 'win32';

/** A program by its name, where it is on `PATH`; its whole path. */
export function onPath(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const file = WINDOWS && !name.endsWith('.exe') ? `${name}.exe` : name;
  for (const folder of (env.PATH ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, file);
    if (folder !== '' && isProgram(candidate)) return candidate;
  }
  return undefined;
}

/** Whether a path is that of a program which we may start. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
