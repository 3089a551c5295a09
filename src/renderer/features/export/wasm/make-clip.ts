import type { ClipMaterial } from '#contracts/clip-material';
import type { ExportSpec } from '#contracts/exports';
import { type EncodedOutput, exportRuns } from '#core/exports/ffmpeg-arguments';
import { burntUnits } from '#core/exports/output';
import { exportedSize } from '#core/exports/picture-size';
import { OverlayWriter } from '#core/overlay-ass/overlay-writer';
import { asFault, ExportFault } from './export-fault';
import { askForMaterial, fetchTelemetry, fetchVideo, releaseMaterial } from './material';
import { judgeMemory } from './memory';
import { FONTS } from './parts';
import { WasmFfmpeg } from './wasm-ffmpeg';

/** How much of the work is done when the clip was cut, and when it was fetched. */
const CUT_SHARE = 0.05;
const FETCHED_SHARE = 0.2;

const TYPES = { mp4: 'video/mp4', gif: 'image/gif', webp: 'image/webp' } as const;
type Extension = keyof typeof TYPES;

/** A clip that was made in this window. */
export interface MadeClip {
  readonly file: Blob;
  readonly extension: Extension;
}

export interface Making {
  readonly spec: ExportSpec;
  readonly signal: AbortSignal;
  /** @param share 0..1 @param bytes of the file so far */
  readonly onProgress: (share: number, bytes: number) => void;
}

/** Makes a clip with no ffmpeg at the station: it cuts, this window does the rest. @throws ExportFault, or the signal's reason */
export async function makeClip(making: Making): Promise<MadeClip> {
  const { spec, signal, onProgress } = making;
  const { source, fromUs, toUs, output } = spec;
  try {
    const material = await askForMaterial({ source, fromUs, toUs }, signal);
    try {
      // Before anything is fetched.
      if (output.kind !== 'lossless') checkMemory(output, material);
      onProgress(CUT_SHARE, 0);
      const fetched = output.kind === 'lossless' ? 1 : FETCHED_SHARE;
      const video = await fetchVideo(material, signal, (bytes) => {
        const share = CUT_SHARE + (fetched - CUT_SHARE) * (bytes / material.bytes);
        onProgress(share, output.kind === 'lossless' ? bytes : 0);
      });
      if (output.kind === 'lossless') return { file: video, extension: 'mp4' };
      return await encode(making, output, material, video);
    } finally {
      releaseMaterial(material);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw asFault(error);
  }
}

function checkMemory(output: EncodedOutput, material: ClipMaterial): void {
  const { fits, message, tip } = judgeMemory({ output, picture: material, seconds: material.seconds });
  if (!fits) throw new ExportFault(message, tip);
}

async function encode(
  { signal, onProgress }: Making,
  output: EncodedOutput,
  material: ClipMaterial,
  video: Blob,
): Promise<MadeClip> {
  const extension = output.kind === 'reencode' ? 'mp4' : output.kind;
  const ffmpeg = new WasmFfmpeg(signal);
  try {
    await ffmpeg.load();
    await ffmpeg.mount('in', 'clip.mp4', video);
    const overlay = output.overlay && material.hasTelemetry ? await writeOverlay(ffmpeg, output, material, signal) : {};
    const file = `out.${extension}`;
    const runs = exportRuns(output, {
      input: 'in/clip.mp4',
      colour: material.colour,
      output: file,
      palette: 'palette.png',
      ...overlay,
    });
    for (const [index, args] of runs.entries()) {
      await ffmpeg.run(args, (seconds, bytes) => {
        const share = (index + Math.min(1, seconds / material.seconds)) / runs.length;
        onProgress(FETCHED_SHARE + (1 - FETCHED_SHARE) * share, bytes);
      });
    }
    const bytes = await ffmpeg.read(file);
    return { file: new Blob([bytes], { type: TYPES[extension] }), extension };
  } finally {
    ffmpeg.end();
  }
}

/** @returns the names of what was written, for ffmpeg's arguments */
async function writeOverlay(
  ffmpeg: WasmFfmpeg,
  output: EncodedOutput,
  material: ClipMaterial,
  signal: AbortSignal,
): Promise<{ readonly overlay: string; readonly fonts: string }> {
  const writer = new OverlayWriter(exportedSize(material, output.height), burntUnits(output));
  const parts = [writer.head()];
  for await (const line of fetchTelemetry(material, signal)) parts.push(writer.add(line));
  // The last picture is shown to its end, and a little longer for what was rounded.
  parts.push(writer.end(material.seconds + 1));
  await ffmpeg.write('overlay.ass', parts.join(''));
  await ffmpeg.makeFolder('fonts');
  for (const [name, url] of Object.entries(FONTS)) {
    const response = await fetch(url, { signal });
    await ffmpeg.write(`fonts/${name}`, new Uint8Array(await response.arrayBuffer()));
  }
  return { overlay: 'overlay.ass', fonts: 'fonts' };
}
