import { chownSync, copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';

/** `nobody` on every Linux that matters. */
const NOBODY = 65534;

/** How to start a program as somebody who is not root. */
export interface Unprivileged {
  readonly uid: number;
  readonly gid: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Who that is: the person behind `sudo`, else nobody. */
export function unprivilegedUser(env: NodeJS.ProcessEnv): { readonly uid: number; readonly gid: number } {
  const uid = Number(env.SUDO_UID);
  const gid = Number(env.SUDO_GID);
  return uid > 0 && gid > 0 ? { uid, gid } : { uid: NOBODY, gid: NOBODY };
}

/**
 * A browser started by root would have to do without its sandbox. It runs as an ordinary user instead, with the given
 * folder, which becomes that user's, for its home, and a copy of the key to the display in it.
 */
export function unprivileged(home: string, env: NodeJS.ProcessEnv): Unprivileged {
  const user = unprivilegedUser(env);
  chownSync(home, user.uid, user.gid);
  const { XDG_RUNTIME_DIR: _runtime, XDG_CONFIG_HOME: _config, XDG_CACHE_HOME: _cache, ...rest } = env;
  // Root's own temporary folder may be closed to others, and a browser without one does not start.
  const own: NodeJS.ProcessEnv = { ...rest, HOME: home, TMPDIR: home };
  if (env.XAUTHORITY && existsSync(env.XAUTHORITY)) {
    const key = path.join(home, 'Xauthority');
    copyFileSync(env.XAUTHORITY, key);
    chownSync(key, user.uid, user.gid);
    own.XAUTHORITY = key;
  }
  return { ...user, env: own };
}
