import { EXPORT_HEIGHTS, EXPORT_QUALITIES, type ExportOutput, MOST_ANIMATION_US } from '../exports/output';
import type { ArgumentToken } from './command-line';
import { type Flag, number, oneOf, optional, text, toggle } from './flag';
import { momentKind } from './moment-kind';
import type { Read, ValuesOf } from './values';
import { VIEW_FLAGS } from './view-flags';

const { ffmpeg, logLevel } = VIEW_FLAGS;
const ANIMATION_FPS = 12;
const ANIMATION_HEIGHT = 480;

/** The settings of `groundglass export`. */
export const EXPORT_FLAGS = {
  from: { kind: momentKind, description: 'The picture that is seen then is the first.', fallback: 0 },
  to: {
    kind: optional(momentKind),
    description: 'The picture that is seen then is the last. Without it: the last there is.',
    fallback: undefined,
  },
  lossless: {
    kind: toggle,
    description: 'Pictures and sound as they are, byte for byte; so it is where no other flag wants them re-encoded.',
    fallback: false,
  },
  overlay: { kind: toggle, description: 'The instruments burnt in. Re-encodes.', fallback: false },
  gif: { kind: toggle, description: 'A GIF of 30 s at most.', fallback: false },
  webp: { kind: toggle, description: 'An animated WebP of 30 s at most.', fallback: false },
  size: {
    kind: optional(
      text('HEIGHT', `original or one of ${EXPORT_HEIGHTS.join(', ')}`, (value) =>
        value === 'original' ? value : EXPORT_HEIGHTS.find((height) => String(height) === value),
      ),
    ),
    description: `Height of the picture, which is never enlarged. Re-encodes. Without it: original; of a GIF or WebP ${ANIMATION_HEIGHT}.`,
    fallback: undefined,
  },
  fps: {
    kind: optional(number('FPS', 1, 120, false)),
    description: `Pictures a second. Re-encodes. Without it: each at its own time; of a GIF or WebP ${ANIMATION_FPS}, and 30 at most.`,
    fallback: undefined,
  },
  quality: {
    kind: optional(oneOf(...EXPORT_QUALITIES)),
    description: 'How good a re-encoded picture looks. Re-encodes. Without it: good.',
    fallback: undefined,
  },
  bitRate: {
    kind: optional(number('KBIT', 100, 100_000)),
    description: 'Kilobits a second, instead of a quality. Re-encodes.',
    fallback: undefined,
  },
  out: {
    kind: optional(text('FILE', 'a file', (value) => (value.length > 0 ? value : undefined))),
    description: 'The clip. A file that is there is not overwritten. Without it: beside FILE, by its name.',
    fallback: undefined,
  },
  ffmpeg,
  logLevel,
} as const satisfies Record<string, Flag<unknown>>;

export type ExportSettings = ValuesOf<typeof EXPORT_FLAGS>;

/** A FILE, and what its flags ask for. */
export interface ExportCommand {
  readonly file: string;
  readonly settings: ExportSettings;
  readonly output: ExportOutput;
}

/** The one word of a command line that is no flag. */
export function readExportFile(tokens: readonly ArgumentToken[]): Read<string> {
  const files = tokens.filter(({ kind }) => kind === 'positional');
  const [file] = files;
  return file?.value !== undefined && files.length === 1
    ? { ok: true, value: file.value }
    : { ok: false, message: 'export needs one FILE, see export --help' };
}

/** What the flags make of the clip, or one line that says why they do not go together. */
export function readExportOutput(settings: ExportSettings): Read<ExportOutput> {
  const { from, to, lossless, overlay, gif, webp, size, fps, quality, bitRate } = settings;
  if (to !== undefined && to <= from) return { ok: false, message: '--to must be after --from' };
  const kinds = [lossless && '--lossless', gif && '--gif', webp && '--webp'].filter((kind) => kind !== false);
  if (kinds.length > 1) return { ok: false, message: `${kinds.join(' and ')} do not go together` };
  if (quality !== undefined && bitRate !== undefined) {
    return { ok: false, message: '--quality and --bit-rate do not go together' };
  }
  if (gif || webp) {
    if (to !== undefined && to - from > MOST_ANIMATION_US / 1e6) {
      return { ok: false, message: `${kinds[0]} is for 30 s at most` };
    }
    const shape = { overlay, height: size ?? ANIMATION_HEIGHT, fps: Math.min(30, fps ?? ANIMATION_FPS) } as const;
    return { ok: true, value: { kind: gif ? 'gif' : 'webp', ...shape } };
  }
  const wantsEncoder = [overlay || undefined, size, fps, quality, bitRate].some((value) => value !== undefined);
  if (!wantsEncoder) return { ok: true, value: { kind: 'lossless' } };
  if (lossless) return { ok: false, message: '--lossless changes nothing of the picture: leave the other flags out' };
  const rate = bitRate === undefined ? { quality: quality ?? 'good' } : { kilobitsPerSecond: bitRate };
  const encoded = { kind: 'reencode', overlay, height: size ?? 'original', rate } as const;
  return { ok: true, value: { ...encoded, ...(fps !== undefined && { fps }) } };
}
