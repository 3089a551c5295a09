import { EXPORT_HEIGHTS, EXPORT_QUALITIES, type ExportOutput, MAX_ANIMATION_US } from '../exports/output';
import { METRIC, writeUnits } from '../telemetry/units/choice';
import type { Result } from '../texts/result';
import { text } from '../texts/text';
import type { ArgumentToken } from './command-line';
import { number, oneOf, parsed, toggle } from './flag';
import { momentKind } from './moment-kind';
import { flagsOf, SETTINGS } from './settings';
import type { FlagTable, ValuesOf } from './values';

const ANIMATION_FPS = 12;
const ANIMATION_HEIGHT = 480;
/** Need not be said. */
const USUAL_UNITS = writeUnits(METRIC);

/** The settings of `groundglass export`. */
export const EXPORT_FLAGS = {
  from: { kind: momentKind, description: 'exportFlag.from.about', default: 0 },
  to: {
    kind: momentKind,
    description: 'exportFlag.to.about',
  },
  lossless: {
    kind: toggle,
    description: 'exportFlag.lossless.about',
    default: false,
  },
  overlay: { kind: toggle, description: 'exportFlag.overlay.about', default: false },
  gif: { kind: toggle, description: 'exportFlag.gif.about', default: false },
  webp: { kind: toggle, description: 'exportFlag.webp.about', default: false },
  size: {
    kind: parsed('HEIGHT', text('allowed.originalOr', { heights: EXPORT_HEIGHTS.join(', ') }), (value) =>
      value === 'original' ? value : EXPORT_HEIGHTS.find((height) => String(height) === value),
    ),
    description: text('exportFlag.size.about', { height: ANIMATION_HEIGHT }),
  },
  fps: {
    kind: number('FPS', 1, 120, false),
    description: text('exportFlag.fps.about', { rate: ANIMATION_FPS }),
  },
  quality: {
    kind: oneOf(...EXPORT_QUALITIES),
    description: 'exportFlag.quality.about',
  },
  bitRate: {
    kind: number('KBIT', 100, 100_000),
    description: 'exportFlag.bitRate.about',
  },
  out: {
    kind: parsed('FILE', text('allowed.file'), (value) => (value.length > 0 ? value : undefined)),
    description: 'exportFlag.out.about',
  },
  ...flagsOf(SETTINGS, 'export'),
} as const satisfies FlagTable;

export type ExportSettings = ValuesOf<typeof EXPORT_FLAGS>;

/** A FILE, and what its flags ask for. */
export interface ExportCommand {
  readonly file: string;
  readonly settings: ExportSettings;
  readonly output: ExportOutput;
}

/** The one word of a command line that is no flag. */
export function readExportFile(tokens: readonly ArgumentToken[]): Result<string> {
  const files = tokens.filter(({ kind }) => kind === 'positional');
  const [file] = files;
  return file?.value !== undefined && files.length === 1
    ? { ok: true, value: file.value }
    : { ok: false, message: text('command.exportNeedsFile') };
}

/** What the flags make of the clip, or one line that says why they do not go together. */
export function readExportOutput(settings: ExportSettings): Result<ExportOutput> {
  const { from, to, lossless, overlay, gif, webp, size, fps, quality, bitRate } = settings;
  const units = overlay && writeUnits(settings.units) !== USUAL_UNITS ? { units: writeUnits(settings.units) } : {};
  if (to !== undefined && to <= from) return { ok: false, message: text('command.exportOrder') };
  const kinds = [lossless && '--lossless', gif && '--gif', webp && '--webp'].filter((kind) => kind !== false);
  if (kinds.length > 1) return { ok: false, message: text('command.exportKinds', { kinds: kinds.join(' and ') }) };
  if (quality !== undefined && bitRate !== undefined) {
    return { ok: false, message: text('command.exportRate') };
  }
  if (gif || webp) {
    if (to !== undefined && to - from > MAX_ANIMATION_US / 1e6) {
      return { ok: false, message: text('command.exportAnimation', { kind: kinds[0] ?? '' }) };
    }
    const shape = {
      overlay,
      ...units,
      height: size ?? ANIMATION_HEIGHT,
      fps: Math.min(30, fps ?? ANIMATION_FPS),
    } as const;
    return { ok: true, value: { kind: gif ? 'gif' : 'webp', ...shape } };
  }
  const wantsEncoder = [overlay || undefined, size, fps, quality, bitRate].some((value) => value !== undefined);
  if (!wantsEncoder) return { ok: true, value: { kind: 'lossless' } };
  if (lossless) return { ok: false, message: text('command.exportLossless') };
  const rate = bitRate === undefined ? { quality: quality ?? 'good' } : { kilobitsPerSecond: bitRate };
  const encoded = { kind: 'reencode', overlay, ...units, height: size ?? 'original', rate } as const;
  return { ok: true, value: { ...encoded, ...(fps !== undefined && { fps }) } };
}
