import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a picture lies in its clip, and whether decoding can start there. */
export interface ClipUnit {
  readonly start: number;
  readonly end: number;
  readonly key: boolean;
}

export interface Clip {
  readonly bytes: Buffer;
  readonly units: readonly ClipUnit[];
}

export interface ClipOptions {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Pictures from one key picture to the next. */
  readonly group: number;
  /** Edge of a block of the strip, in pixels. */
  readonly block: number;
  /** More of x264's parameters, which win over ours. */
  readonly params?: string;
  /** Pictures may be shown in another order than they are decoded. */
  readonly reorders?: boolean;
}

/**
 * A clip whose pictures bear their number: fourteen blocks across the middle, a white guard, twelve bits with the lowest first,
 * a black guard. The number is what a reader of the screen sees, whatever the player believes.
 */
export function makeNumberedClip(options: ClipOptions): Clip {
  const { width, height, frames, group, block, params, reorders = false } = options;
  const encoder = reorders ? ['-profile:v', 'main'] : ['-profile:v', 'baseline', '-tune', 'zerolatency'];
  const more = params === undefined ? '' : `:${params}`;
  const directory = mkdtempSync(join(tmpdir(), 'groundglass-clip-'));
  const file = join(directory, 'clip.h264');
  const x = width / 2 - 7 * block;
  const y = height / 2 - block / 2;
  const box = (left: number, top: number, w: number, h: number, colour: string, when = '') =>
    `drawbox=x=${left}:y=${top}:w=${w}:h=${h}:color=${colour}:t=fill${when}`;
  const bits = Array.from({ length: 12 }, (_, bit) =>
    box(x + block * (bit + 1), y, block, block, 'white', `:enable='gt(bitand(n,${1 << bit}),0)'`),
  );
  const filter = [
    box(x, y - block / 2, 14 * block, 2 * block, 'black'),
    box(x, y, block, block, 'white'),
    ...bits,
    'format=yuv420p',
  ].join(',');
  try {
    execFileSync(process.env.FFMPEG_BIN ?? 'ffmpeg', [
      ...[
        '-v',
        'error',
        '-f',
        'lavfi',
        '-i',
        `testsrc2=s=${width}x${height}:r=30`,
        '-frames:v',
        `${frames}`,
        '-vf',
        filter,
      ],
      ...['-c:v', 'libx264', ...encoder, '-preset', 'veryfast', '-b:v', '2M'],
      ...[
        '-x264-params',
        `slices=1:sliced-threads=0:repeat-headers=1:keyint=${group}:min-keyint=${group}:scenecut=0${more}`,
      ],
      ...['-f', 'h264', file],
    ]);
    const bytes = readFileSync(file);
    return { bytes, units: unitsOf(bytes) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Access units of a clip that has one slice a picture. Our own splitter is not used here: it is not what is tested. */
function unitsOf(bytes: Buffer): ClipUnit[] {
  const units: ClipUnit[] = [];
  let start = 0;
  let complete: { readonly key: boolean } | undefined;
  for (let at = bytes.indexOf('000001', 0, 'hex'); at >= 0; at = bytes.indexOf('000001', at + 3, 'hex')) {
    if (complete) {
      const end = bytes[at - 1] === 0 ? at - 1 : at;
      units.push({ start, end, key: complete.key });
      start = end;
      complete = undefined;
    }
    const type = (bytes[at + 3] ?? 0) & 31;
    if (type === 1 || type === 5) complete = { key: type === 5 };
  }
  if (complete) units.push({ start, end: bytes.length, key: complete.key });
  return units;
}
