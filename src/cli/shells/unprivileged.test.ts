import { describe, expect, it } from 'vitest';
import { unprivilegedUser } from './unprivileged';

describe('the ordinary user behind root', () => {
  it('is the one who called sudo', () => {
    expect(unprivilegedUser({ SUDO_UID: '1000', SUDO_GID: '1001' })).toEqual({ uid: 1000, gid: 1001 });
  });

  it.each([{}, { SUDO_UID: '0', SUDO_GID: '0' }, { SUDO_UID: 'x' }])('is nobody for %o', (env) => {
    expect(unprivilegedUser(env)).toEqual({ uid: 65534, gid: 65534 });
  });
});
