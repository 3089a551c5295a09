import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { root } from './paths.mjs';

const folders = /** @type {string[]} */ ([]);
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A checkout with as much as the script copies. */
function checkout() {
  const folder = mkdtempSync(join(tmpdir(), 'host-install-'));
  folders.push(folder);
  for (const part of ['out/cli', 'resources/host', 'docs', 'system'])
    mkdirSync(join(folder, part), { recursive: true });
  for (const file of [
    'resources/host/install.sh',
    'resources/host/groundglass-host.service',
    'docs/host.md',
    'LICENSE',
  ])
    writeFileSync(join(folder, file), readFileSync(join(root, file)));
  writeFileSync(join(folder, 'out/cli/index.js'), '');
  writeFileSync(join(folder, 'package.json'), '{}');
  return folder;
}

/** @param {string} folder @param {string[]} args @param {string} [input] */
function install(folder, args, input = '') {
  const env = { PATH: process.env.PATH, GROUNDGLASS_ROOT: join(folder, 'system') };
  return spawnSync('sh', [join(folder, 'resources/host/install.sh'), ...args], { env, input, encoding: 'utf8' });
}

describe('the host as a service', () => {
  it.skipIf(process.platform !== 'linux')(
    'is installed, keeps its options over another time, and is gone after',
    () => {
      const folder = checkout();
      const place = (/** @type {string} */ file) => join(folder, 'system', file);
      expect(install(folder, ['--yes']).status).toBe(0);
      const left = ['opt/groundglass/out/cli/index.js', 'etc/systemd/system/groundglass-host.service'];
      expect(left.every((file) => existsSync(place(file)))).toBe(true);
      writeFileSync(place('etc/default/groundglass-host'), 'GROUNDGLASS_HOST_OPTIONS="--fps 25"\n');
      expect(install(folder, ['--yes']).status).toBe(0);
      expect(readFileSync(place('etc/default/groundglass-host'), 'utf8')).toContain('--fps 25');
      expect(install(folder, ['uninstall', '--yes']).status).toBe(0);
      expect(
        [...left, 'opt/groundglass', 'etc/default/groundglass-host'].filter((file) => existsSync(place(file))),
      ).toEqual([]);
    },
  );

  it.skipIf(process.platform !== 'linux')('changes nothing unless it is told to', () => {
    const folder = checkout();
    const asked = install(folder, [], 'n\n');
    expect(asked.status).toBe(1);
    expect(asked.stdout).toContain('Nothing was changed.');
    expect(existsSync(join(folder, 'system/opt'))).toBe(false);
    expect(install(folder, ['--force']).status).toBe(2);
  });

  it('is no root, and writes nowhere', () => {
    const unit = readFileSync(join(root, 'resources/host/groundglass-host.service'), 'utf8');
    for (const line of ['DynamicUser=yes', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'CapabilityBoundingSet='])
      expect(unit).toContain(`\n${line}\n`);
    expect(unit).not.toMatch(/^User=|ReadWritePaths/m);
  });
});
