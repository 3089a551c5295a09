import { describe, expect, it } from 'vitest';
import { lockfileFaults } from './lockfile.mjs';

const whole = { version: '1.0.0', integrity: 'sha512-x' };
const faults = (packages) => lockfileFaults({ packages });

describe('lockfileFaults', () => {
  it('finds none where each package is there, beside the one that needs it or above it', () => {
    const tool = { ...whole, dependencies: { inner: '^1.0.0', outer: '^1.0.0' } };
    expect(
      faults({
        '': { dependencies: { tool: '^1.0.0' } },
        'node_modules/tool': tool,
        'node_modules/tool/node_modules/inner': whole,
        'node_modules/outer': whole,
      }),
    ).toEqual([]);
  });

  it('names the packages of other platforms that npm left out', () => {
    const tool = { ...whole, optionalDependencies: { 'tool-darwin': '1.0.0', 'tool-linux': '1.0.0' } };
    expect(
      faults({ '': { devDependencies: { tool: '1' } }, 'node_modules/tool': tool, 'node_modules/tool-linux': whole }),
    ).toEqual(['node_modules/tool needs tool-darwin, which is not in the lockfile']);
  });

  it('takes no package of an inner folder for one that another package reaches', () => {
    const packages = {
      'node_modules/a': { ...whole, dependencies: { b: '1' } },
      'node_modules/c/node_modules/b': whole,
    };
    expect(faults(packages)).toEqual(['node_modules/a needs b, which is not in the lockfile']);
  });

  it('names one that is there without version or hash', () => {
    expect(faults({ '': { dependencies: { a: '1' } }, 'node_modules/a': { version: '1.0.0' } })).toEqual([
      'package.json needs a, which is in the lockfile without its version or hash',
    ]);
  });

  it('asks for peers, but not for optional ones', () => {
    const peers = { peerDependencies: { a: '1', b: '1' }, peerDependenciesMeta: { b: { optional: true } } };
    expect(faults({ 'node_modules/c': { ...whole, ...peers } })).toEqual([
      'node_modules/c needs a, which is not in the lockfile',
    ]);
  });
});
