import { describe, expect, it } from 'vitest';
import { isInstalled } from './ensure-dependencies.mjs';

const lock = (packages) => ({ packages: { '': { version: '0.1.0' }, ...packages } });

describe('isInstalled', () => {
  const wanted = lock({ 'node_modules/ws': { version: '8.1.0' } });

  it('holds when every package has the version of the lockfile', () => {
    expect(isInstalled(wanted, lock({ 'node_modules/ws': { version: '8.1.0' } }))).toBe(true);
  });

  it('does not hold when one is missing or old', () => {
    expect(isInstalled(wanted, lock({}))).toBe(false);
    expect(isInstalled(wanted, lock({ 'node_modules/ws': { version: '8.0.0' } }))).toBe(false);
  });

  it('forgives a missing optional package', () => {
    const withOptional = lock({ 'node_modules/ffmpeg-static': { version: '5.0.0', optional: true } });
    expect(isInstalled(withOptional, lock({}))).toBe(true);
  });
});
