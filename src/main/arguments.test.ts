import { describe, expect, it } from 'vitest';
import { ownArguments } from './arguments';

describe('our part of the command line', () => {
  it('follows the application where Electron runs a checkout', () => {
    expect(ownArguments(['/electron', '--no-sandbox', '-r', '/early.cjs', '/index.cjs', '--host', 'a'], false)).toEqual(
      ['--host', 'a'],
    );
  });

  it('is all of it where the application is packaged, but for switches of Chromium', () => {
    const argv = ['/opt/Groundglass/groundglass', '--no-sandbox', '--ozone-platform=x11', '--host', 'a', '--bogus'];
    expect(ownArguments(argv, true)).toEqual(['--host', 'a', '--bogus']);
  });
});
