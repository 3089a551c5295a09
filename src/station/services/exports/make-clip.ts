import { createReadStream } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { LineCutter } from '#core/exports/cut-lines';
import { exportRuns } from '#core/exports/ffmpeg-arguments';
import { burntUnits, EXPORT_EXTENSIONS, type ExportOutput } from '#core/exports/output';
import { exportedSize } from '#core/exports/picture-size';
import type { Size } from '#core/instruments/shared/rect';
import { OverlayWriter } from '#core/overlay-ass/overlay-writer';
import { reasonOf } from '#core/reason-of';
import type { TelemetryFormat } from '#core/recording/telemetry/formats';
import { readTelemetryLine } from '#core/recording/telemetry/lines';
import type { Units } from '#core/telemetry/units/choice';
import { text as textOf } from '#core/texts/text';
import { AppendFile } from '../recorder/append-file';
import { writeTelemetryFile } from '../recorder/telemetry-files';
import { ClipFault, type ClipSource } from './clip-source';
import { type Cut, cutClip } from './cut';
import { cutTlog } from './cut-tlog';
import { writeOverlayFonts } from './overlay-fonts';
import { diskFull, runFfmpeg } from './run-ffmpeg';

/** A mark stands on a picture, whose time has been from clock to clock since: 2^53 has room for a quarter of a µs today. */
const ROUNDING_US = 1;
/** How much of the work the cut is, where something follows it. */
const CUT_SHARE = 0.1;
const PIECE_LENGTH = 64 * 1024;

export interface MakeClip {
  readonly source: ClipSource;
  /** On the wall's clock, in µs since 1970. */
  readonly fromUs: number;
  readonly toUs: number;
  readonly output: ExportOutput;
  /** A folder of its own, empty, on the disk that the clip is to be on. */
  readonly folder: string;
  /** Absent: there is none. */
  readonly ffmpeg: string | undefined;
  readonly signal: AbortSignal;
  /** @throws ClipFault where the disk is to take no more */
  readonly checkDisk: () => Promise<void>;
  /** @param share 0..1 @param bytes of the file so far, where that is known */
  readonly onProgress: (share: number, bytes?: number) => void;
}

/** The files of a clip, in the folder: `clip.` and each extension. The film is the first. */
export interface MadeClip {
  readonly extensions: readonly string[];
  /** Of the film. */
  readonly bytes: number;
  readonly cut: Cut;
}

/** Without extension, of every file that is made. */
export const CLIP_NAME = 'clip';
const CUT_NAME = 'cut';
const FONTS_NAME = 'fonts';

/**
 * Makes one clip: a lossless cut, and what is asked for of it.
 *
 * @throws ClipFault, or the signal's reason
 */
export async function makeClip(spec: MakeClip): Promise<MadeClip> {
  try {
    return await make(spec);
  } catch (error) {
    spec.signal.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull();
    if (error instanceof ClipFault) throw error;
    const reason = reasonOf(error);
    throw new ClipFault(
      textOf('export.notWritten', { reason: reason.slice(0, 500) }),
      textOf('export.notWrittenHere.tip'),
      true,
    );
  }
}

async function make(spec: MakeClip): Promise<MadeClip> {
  const { source, folder, output, onProgress } = spec;
  const isLossless = output.kind === 'lossless';
  const at = (name: string) => path.join(folder, name);
  const raw = source.telemetryFile ?? at('telemetry.jsonl');
  const cut = await cutClip({
    source,
    signal: spec.signal,
    checkDisk: spec.checkDisk,
    telemetryFile: at('telemetry.jsonl'),
    tlogFile: at('packets.tlog'),
    range: { fromUs: spec.fromUs - source.wallUs + ROUNDING_US, toUs: spec.toUs - source.wallUs + ROUNDING_US },
    file: at(`${isLossless ? CLIP_NAME : CUT_NAME}.mp4`),
    onProgress: (share, bytes) => (isLossless ? onProgress(share, bytes) : onProgress(share * CUT_SHARE)),
  });
  const hasTelemetry = await cutTelemetry(raw, at(`${CLIP_NAME}.jsonl`), source, cut);
  if (!isLossless) await encode(spec, output, cut, hasTelemetry);
  const extension = EXPORT_EXTENSIONS[output.kind];
  onProgress(1);
  const { size: bytes } = await stat(at(`${CLIP_NAME}.${extension}`));
  if (extension !== 'mp4') return { extensions: [extension], bytes, cut };
  // A packet may have come with the first picture.
  const times = { fromUs: cut.inUs + source.wallUs - 2 * ROUNDING_US, toUs: cut.outUs + source.wallUs };
  const packets = source.tlogFile ?? at('packets.tlog');
  const hasPackets = await cutTlog(packets, at(`${CLIP_NAME}.tlog`), times, spec.signal);
  // What is burnt in need not be shown a second time by players that find it beside the film.
  const isBurnt = output.kind === 'reencode' && output.overlay;
  const beside = hasTelemetry ? await writeBeside(at(CLIP_NAME), isBurnt ? ['gpx'] : ['srt', 'gpx']) : [];
  return {
    bytes,
    cut,
    extensions: [extension, ...(hasTelemetry ? ['jsonl'] : []), ...(hasPackets ? ['tlog'] : []), ...beside],
  };
}

async function encode(
  { ffmpeg, folder, signal, checkDisk, onProgress }: MakeClip,
  output: Exclude<ExportOutput, { kind: 'lossless' }>,
  cut: Cut,
  hasTelemetry: boolean,
): Promise<void> {
  if (ffmpeg === undefined) throw noFfmpeg();
  const overlay =
    output.overlay && hasTelemetry
      ? await writeOverlay(folder, exportedSize(cut, output.height), burntUnits(output), cut)
      : undefined;
  const film = `${CLIP_NAME}.${EXPORT_EXTENSIONS[output.kind]}`;
  const input = { input: `${CUT_NAME}.mp4`, colour: cut.colour };
  const files = { ...input, output: film, palette: 'palette.png', overlay, fonts: FONTS_NAME };
  if (overlay !== undefined) await writeOverlayFonts(path.join(folder, FONTS_NAME));
  const runs = exportRuns(output, files);
  const lengthS = (cut.outUs - cut.inUs) / 1e6;
  const full = new AbortController();
  for (const [index, args] of runs.entries()) {
    await checkDisk();
    const stop = AbortSignal.any([signal, full.signal]);
    await runFfmpeg({
      ffmpeg,
      folder,
      arguments: args,
      signal: stop,
      onProgress: (seconds) => {
        const share = (index + Math.min(1, seconds / lengthS)) / runs.length;
        onProgress(CUT_SHARE + (1 - CUT_SHARE) * share);
        checkDisk().catch((error: unknown) => full.abort(error));
      },
    });
  }
}

export function noFfmpeg(): ClipFault {
  return new ClipFault(textOf('export.noFfmpeg'), textOf('export.noFfmpeg.tip'));
}

/** The instruments over each picture of the clip, as a subtitle file. @returns its name */
async function writeOverlay(folder: string, size: Size, units: Units, { inUs, outUs }: Cut): Promise<string> {
  const name = 'overlay.ass';
  await writeFile(
    path.join(folder, name),
    overlayText(path.join(folder, `${CLIP_NAME}.jsonl`), size, units, (outUs - inUs) / 1e6),
    {
      flag: 'wx',
    },
  );
  return name;
}

async function* overlayText(lines: string, size: Size, units: Units, lengthS: number): AsyncGenerator<string> {
  const writer = new OverlayWriter(size, units);
  let text = writer.head();
  for await (const line of linesOf(lines)) {
    const read = readTelemetryLine(line);
    if (read) text += writer.add(read);
    if (text.length < PIECE_LENGTH) continue;
    yield text;
    text = '';
  }
  yield text + writer.end(lengthS);
}

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

/** @returns whether there was any telemetry */
async function cutTelemetry(from: string, to: string, source: ClipSource, { inUs, outUs }: Cut): Promise<boolean> {
  const cutter = new LineCutter(inUs, outUs, inUs + source.wallUs);
  const isThere = await access(from).then(
    () => true,
    () => false,
  );
  if (!isThere) return false;
  const file = await AppendFile.create(to);
  let text = cutter.head(source.stream);
  const headLength = text.length;
  let length = 0;
  const write = async () => {
    length += text.length;
    await file.append([Buffer.from(text)]);
    text = '';
  };
  try {
    for await (const line of linesOf(from)) {
      text += cutter.line(line);
      if (text.length > PIECE_LENGTH) await write();
    }
    text += cutter.tail();
    await write();
  } finally {
    await file.close();
  }
  return length > headLength;
}

/** @returns the extensions of those that hold anything */
async function writeBeside(base: string, formats: readonly TelemetryFormat[]): Promise<readonly string[]> {
  for (const format of formats) await writeTelemetryFile(base, format);
  return formats;
}
