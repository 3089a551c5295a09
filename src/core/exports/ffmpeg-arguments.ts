import type { Colour } from '../colour/colour';
import { ffmpegScaleMatrix, ffmpegSetLimited } from '../colour/names';
import type { ExportOutput } from './output';

/** What ffmpeg makes; a lossless clip is made without it. */
export type EncodedOutput = Exclude<ExportOutput, { kind: 'lossless' }>;

/**
 * Names within ffmpeg's working folder, so that none has to be quoted in a filter. `input` is a lossless cut: it begins with
 * the first picture and ends with the last, which its edit list says exactly.
 */
export interface ExportFiles {
  readonly input: string;
  /** Of its pictures. */
  readonly colour: Colour;
  readonly output: string;
  /** The instruments as an ASS document; absent: none are burnt in. */
  readonly overlay?: string | undefined;
  /** A folder with the fonts that the document names; absent: the system's. */
  readonly fonts?: string | undefined;
  /** Written on the way to a GIF. */
  readonly palette: string;
}

/** x264's constant rate factor. */
const CRF = { small: '28', good: '23', best: '18' } as const;

/**
 * One ffmpeg after the other, each by its arguments: the same for a native ffmpeg and for wasm. A GIF takes two, since one
 * that makes palette and pictures together keeps all pictures of it in memory.
 */
export function exportRuns(output: EncodedOutput, files: ExportFiles): readonly (readonly string[])[] {
  const begin = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-i', files.input];
  switch (output.kind) {
    case 'reencode':
      return [[...begin, ...videoArguments(output, files), files.output]];
    case 'webp':
      return [
        [
          ...[...begin, '-an', '-vf', animated(output, files), '-c:v', 'libwebp_anim'],
          ...['-quality', '70', '-compression_level', '3', '-loop', '0', '-f', 'webp', files.output],
        ],
      ];
    case 'gif': {
      const pictures = animated(output, files);
      const use = `[0:v:0]${pictures}[v];[v][1:v:0]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle`;
      return [
        [
          ...begin,
          '-an',
          '-vf',
          `${pictures},palettegen=stats_mode=diff`,
          '-frames:v',
          '1',
          '-f',
          'image2',
          files.palette,
        ],
        [...begin, '-i', files.palette, '-an', '-filter_complex', use, '-loop', '0', '-f', 'gif', files.output],
      ];
    }
  }
}

function videoArguments(output: Extract<EncodedOutput, { kind: 'reencode' }>, files: ExportFiles): readonly string[] {
  const { fps, rate } = output;
  const filters = [
    ...(fps === undefined ? [] : [at(fps)]),
    ...[fit(output.height, files.colour, 'same'), ...overlay(output.overlay, files), 'format=yuv420p'],
    ffmpegSetLimited(files.colour),
  ];
  return [
    ...['-map', '0:v:0', '-map', '0:a:0?', '-vf', filters.join(',')],
    // Where no rate is asked for each picture keeps its own time; the encoder would round it to its guess of a rate.
    ...(fps === undefined ? ['-fps_mode', 'passthrough', '-enc_time_base', '1/90000'] : ['-fps_mode', 'cfr']),
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-video_track_timescale', '90000'],
    ...('quality' in rate ? ['-crf', CRF[rate.quality]] : bitRate(rate.kilobitsPerSecond)),
    ...['-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', '-f', 'mp4'],
  ];
}

function bitRate(kilobits: number): readonly string[] {
  return ['-b:v', `${kilobits}k`, '-maxrate', `${Math.round(kilobits * 1.5)}k`, '-bufsize', `${kilobits * 2}k`];
}

function animated(output: Extract<EncodedOutput, { kind: 'gif' | 'webp' }>, files: ExportFiles): string {
  // VP8 knows no matrix but that of BT.601, limited range (RFC 6386, 9.2); a GIF has RGB, which `palettegen` takes as this.
  const [matrix, format] = output.kind === 'webp' ? (['bt601', 'yuv420p'] as const) : (['same', 'bgra'] as const);
  const filters = [at(output.fps), fit(output.height, files.colour, matrix), `format=${format}`];
  return [...filters, ...overlay(output.overlay, files), `format=${format}`].join(',');
}

/** Each moment shows the newest picture that there was; the default shows one that comes half an interval later. */
function at(fps: number): string {
  return `fps=fps=${fps}:round=up`;
}

/**
 * Into a height, never enlarged; both sides even, as 4:2:0 wants them; the range of colours that video has. `scale` alone would
 * take all that says nothing for BT.601.
 */
function fit(height: EncodedOutput['height'], colour: Colour, matrix: 'same' | 'bt601'): string {
  const wanted = height === 'original' ? 'ih' : `min(ih,${height})`;
  // `-2`: by the aspect, and even.
  const from = ffmpegScaleMatrix(colour);
  const colours = `in_color_matrix=${from}:in_range=${colour.fullRange ? 'pc' : 'tv'}:out_range=tv`;
  const exact = 'lanczos+accurate_rnd+full_chroma_int';
  return `scale=w=-2:h='trunc(${wanted}/2)*2':flags=${exact}:${colours}:out_color_matrix=${matrix === 'same' ? from : matrix}`;
}

/** After the picture has its size, so that lines and letters are sharp. */
function overlay(isWanted: boolean, { overlay: file, fonts }: ExportFiles): readonly string[] {
  if (!isWanted || file === undefined) return [];
  return [`subtitles=filename=${file}${fonts === undefined ? '' : `:fontsdir=${fonts}`}`];
}
