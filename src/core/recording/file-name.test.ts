import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_NAME_PATTERN, recordingName } from './file-name';

const at = new Date(2026, 10, 21, 5, 3, 9);

describe('the name of a recording', () => {
  it('is the stream and the local time', () => {
    expect(recordingName(DEFAULT_NAME_PATTERN, { stream: 'Rover', at })).toBe('Rover 2026-11-21 05.03.09');
    expect(recordingName('{date}_{what}', { stream: 'Rover', at })).toBe('2026-11-21_{what}');
  });

  it('fits into a file system’s 255 bytes in every script, with its time', () => {
    for (const stream of ['x'.repeat(300), '水'.repeat(100), '🚁'.repeat(100), `a${'🚁'.repeat(100)}`]) {
      const name = recordingName(DEFAULT_NAME_PATTERN, { stream, at });
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(181);
      expect(name.endsWith(' 2026-11-21 05.03.09')).toBe(true);
      expect(Buffer.from(name).toString()).toBe(name);
    }
  });

  it('climbs out of no folder, hides nothing, and is a name everywhere', () => {
    expect(recordingName('{stream}', { stream: '../../etc/passwd', at })).toBe('etc-passwd');
    expect(recordingName('{stream}', { stream: 'CON', at })).toBe('_CON');
    expect(recordingName('{stream}', { stream: ' .. ', at })).toBe('recording');
    fc.assert(
      fc.property(fc.string(), (stream) => {
        const name = recordingName('{stream}', { stream, at });
        expect(name).toMatch(/^[^./\\:\s][^/\\:]*$/);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(181);
      }),
    );
  });
});
