import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const text = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const sourcesOf = (layer: string) =>
  readdirSync(path.join(ROOT, 'src', layer), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => ({ name: `${layer}/${name}`, source: text(`src/${layer}/${name}`) }));
const using = (layers: readonly string[], what: RegExp) =>
  layers.flatMap(sourcesOf).flatMap(({ name, source }) => (what.test(source) ? [name] : []));

/** What of Electron's checklist is a rule about the code, not something that a page could be seen to try. */
describe('Electron’s checklist in the code', () => {
  it('opens nothing outside, of whatever content', () => {
    expect(using(['main', 'preload', 'cli'], /openExternal|openPath/)).toEqual([]);
  });

  it('has one window, with web security and without webviews', () => {
    expect(using(['main'], /new BrowserWindow\(/)).toEqual(['main/window.ts']);
    const preferences = /webPreferences: \{([^}]*)\}/.exec(text('src/main/window.ts'))?.[1] ?? '';
    for (const line of ['sandbox: true', 'contextIsolation: true', 'nodeIntegration: false', 'webSecurity: true']) {
      expect(preferences).toContain(line);
    }
    expect(preferences).toContain('webviewTag: false');
    expect(text('src/main/security.ts')).toContain("'will-attach-webview', (event) => event.preventDefault()");
  });

  it('switches on nothing insecure, experimental or of Blink', () => {
    const insecure =
      /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|disable-web-security|no-sandbox'\)/;
    expect(using(['main', 'preload'], insecure)).toEqual([]);
  });

  it('opens no inspector at a signal, in either program', () => {
    expect(using(['main', 'cli'], /^ignoreDebugSignal\(\);$/m)).toEqual(['main/index.ts', 'cli/index.ts']);
  });

  it('is packaged as a program that is no Node and loads nothing but its own', () => {
    const fuses = /electronFuses:\n((?: {2}.*\n)+)/.exec(text('electron-builder.yml'))?.[1] ?? '';
    expect(fuses.trim().split(/\n */).sort()).toEqual([
      'enableNodeCliInspectArguments: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'grantFileProtocolExtraPrivileges: false',
      'onlyLoadAppFromAsar: true',
      'runAsNode: false',
    ]);
  });

  it('has the newest Electron that its code was written for, and builds for Chromium 130 and later', () => {
    const { devDependencies } = JSON.parse(text('package.json')) as { devDependencies: { electron: string } };
    const { packages } = JSON.parse(text('package-lock.json')) as { packages: Record<string, { version: string }> };
    const major = /\d+/.exec(devDependencies.electron)?.[0];
    expect(packages['node_modules/electron']?.version).toMatch(new RegExp(`^${major}\\.`));
    expect(text('electron.vite.config.ts')).toContain("CHROME_TARGET = 'chrome130'");
  });
});

describe('text from outside', () => {
  it('never becomes HTML', () => {
    expect(
      using(['renderer'], /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(/),
    ).toEqual([]);
  });
});
