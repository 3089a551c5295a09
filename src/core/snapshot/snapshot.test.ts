import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { exifOf } from './exif';
import type { SnapshotFacts } from './facts';
import { jpegWithMetadata } from './jpeg';
import { snapshotName } from './name';
import { pngWithMetadata } from './png';
import { utf8 } from './utf8';
import { xmpOf } from './xmp';

const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-snapshot-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FACTS: SnapshotFacts = {
  takenMs: Date.UTC(2026, 10, 21, 14, 3, 5, 123),
  stream: 'Rover “north” & <co>',
  software: 'Groundglass 1',
  telemetry: {
    latitudeDeg: -33.8567844,
    longitudeDeg: 151.2152967,
    altitudeM: 12.5,
    headingDeg: 271.25,
    rollDeg: -3.5,
    pitchDeg: 7.25,
    yawDeg: -88.75,
    groundSpeedMps: 5,
    hdop: 0.9,
  },
};

/** A picture of ffmpeg's, with the facts in it. */
function picture(extension: 'png' | 'jpeg', facts: SnapshotFacts): string {
  const args = ['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc=size=64x48', '-frames:v', '1'];
  const bare = execFileSync('ffmpeg', [
    ...args,
    '-f',
    'image2pipe',
    '-c:v',
    extension === 'png' ? 'png' : 'mjpeg',
    '-',
  ]);
  const withFacts = extension === 'png' ? pngWithMetadata : jpegWithMetadata;
  const file = path.join(folder, `picture.${extension}`);
  writeFileSync(file, withFacts(bare, exifOf(facts), xmpOf(facts))!);
  return file;
}

/** What ImageMagick reads. It names no field that is not there. */
function exifIn(file: string): Readonly<Record<string, string>> {
  const text = execFileSync('convert', [file, '-format', '%[EXIF:*]', 'info:'], { encoding: 'utf8' });
  return Object.fromEntries(
    text
      .split('\n')
      .flatMap((line) =>
        [...line.matchAll(/^exif:(?:thumbnail:)?(\w+)=(.*)$/g)].map(([, name, value]) => [name, value]),
      ),
  );
}

/** The packet itself; ImageMagick 6 finds it in a JPEG alone. */
function xmpIn(file: string): string {
  if (file.endsWith('jpeg')) return execFileSync('convert', [file, 'xmp:-'], { encoding: 'utf8' });
  return (
    /iTXtXML:com\.adobe\.xmp\0{5}(<\?xpacket[\s\S]*?<\?xpacket end="w"\?>)/.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  );
}

describe.each(['png', 'jpeg'] as const)('a snapshot as %s', (extension) => {
  it('has its attitude in XMP, and is the same picture', () => {
    const file = picture(extension, FACTS);
    const xmp = xmpIn(file);
    expect(xmp).toContain('Camera:Roll="-3.5"');
    expect(xmp).toContain('drone-dji:RelativeAltitude="12.5"');
    expect(xmp).toContain('dc:source="Rover “north” &amp; &lt;co&gt;"');
    const pixels = (input: readonly string[]) =>
      execFileSync('ffmpeg', [
        '-hide_banner',
        '-loglevel',
        'error',
        ...input,
        '-f',
        'rawvideo',
        '-pix_fmt',
        'gray',
        '-',
      ]);
    const shown = pixels(['-i', file]);
    expect(shown.length).toBe(64 * 48);
    if (extension === 'png') {
      expect(shown.equals(pixels(['-f', 'lavfi', '-i', 'testsrc=size=64x48', '-frames:v', '1']))).toBe(true);
    }
  });

  it('says nothing of what is unknown', () => {
    const file = picture(extension, { ...FACTS, telemetry: undefined });
    expect(Object.keys(exifIn(file)).filter((name) => name.startsWith('GPS'))).toEqual([]);
    expect(xmpIn(file)).not.toContain('Camera:Roll');
  });
});

describe('Exif', () => {
  it('says when, what and where, to ImageMagick', () => {
    expect(exifIn(picture('jpeg', FACTS))).toMatchObject({
      DateTimeOriginal: '2026:11:21 14:03:05',
      Software: 'Groundglass 1',
      GPSLatitudeRef: 'S',
      GPSLatitude: '33/1, 51/1, 244238/10000',
      GPSLongitudeRef: 'E',
      GPSLongitude: '151/1, 12/1, 550681/10000',
      GPSImgDirection: '27125/100',
      GPSSpeed: '1800/100',
    });
  });

  it('stands in a PNG as a chunk whose checksum is right', () => {
    const file = readFileSync(picture('png', FACTS));
    expect(() => PNG.sync.read(file, { checkCRC: true })).not.toThrow();
    const at = file.indexOf('eXIf');
    const exif = exifOf(FACTS);
    expect(file.readUInt32BE(at - 4)).toBe(exif.length);
    expect(file.subarray(at + 4, at + 4 + exif.length).equals(exif)).toBe(true);
  });
});

describe('a position', () => {
  it('is right to a millimetre or so, everywhere', () => {
    const degrees = fc.double({ min: -90, max: 90, noNaN: true });
    fc.assert(
      fc.property(degrees, (latitudeDeg) => {
        const exif = exifOf({ ...FACTS, telemetry: { latitudeDeg, longitudeDeg: 0 } });
        const view = new DataView(exif.buffer);
        const at = gpsRationals(view);
        const [d, m, s] = [0, 8, 16].map((offset) => view.getUint32(at + offset) / view.getUint32(at + offset + 4));
        expect(m).toBeLessThan(60);
        expect(s).toBeLessThan(60);
        expect(d! + m! / 60 + s! / 3600).toBeCloseTo(Math.abs(latitudeDeg), 7);
      }),
    );
  });
});

/** Where the latitude's rationals lie: tag 2 of the GPS directory. */
function gpsRationals(view: DataView): number {
  const entry = (directory: number, tag: number) => {
    for (let n = 0; n < view.getUint16(directory); n++) {
      const at = directory + 2 + n * 12;
      if (view.getUint16(at) === tag) return view.getUint32(at + 8);
    }
    throw new Error(`no tag ${tag}`);
  };
  return entry(entry(8, 0x8825), 2);
}

it.each([pngWithMetadata, jpegWithMetadata])('leaves alone what is no picture of its kind: %o', (withMetadata) => {
  expect(withMetadata(new Uint8Array(), new Uint8Array(), '')).toBeUndefined();
  expect(withMetadata(new Uint8Array(100), new Uint8Array(), '')).toBeUndefined();
});

it('text is UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8(text)).toEqual(new TextEncoder().encode(text));
    }),
  );
});

describe('a file name', () => {
  it.each([
    ['Rover', 'Rover 2026-11-21 14-03-05.123.png'],
    ['../../etc/passwd', 'etc-passwd 2026-11-21 14-03-05.123.png'],
    ['a:b*c?"<>|', 'a-b-c 2026-11-21 14-03-05.123.png'],
    ['...', 'Snapshot 2026-11-21 14-03-05.123.png'],
  ])('of %s is %s', (stream, name) => {
    expect(snapshotName(stream, '2026-11-21T14:03:05.123', 'png')).toBe(name);
  });
});
