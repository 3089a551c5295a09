import { NumberedPictures } from '#core/bitstream/numbered-picture';
import type { HostSettings } from '#core/settings/command';
import type { HostCamera } from '#core/settings/host-flags';
import { type Text, text } from '#core/texts/text';
import { loadClip } from '#station/clips/clip';
import { findFfmpeg } from '#station/find-ffmpeg';
import { onPath } from '#station/machine/on-path';
import { boardModel, hasHardwareEncoder } from '../machine/pi-model';
import type { Camera } from './camera';
import { pacedCamera } from './paced-camera';
import { type ProcessPatience, processCamera } from './process-camera';
import { RPICAM_PROGRAMS, rpicamArguments } from './rpicam';
import { deviceFormatOf, v4l2Arguments } from './v4l2';

/** What cameras need of the world beside the settings; tests give their own. */
export interface CameraContext {
  /** What board this is; absent: what Linux says. */
  readonly model?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly patience?: Partial<ProcessPatience>;
  /** The longest pause before a camera that failed is opened again, in ms. */
  readonly longestPauseMs?: number;
}

/** A camera, or why there is none: looked for anew before each opening, since programs are installed and devices plugged in. */
type FindCamera = (settings: HostSettings, context: CameraContext) => Promise<{ readonly camera: Camera } | Text>;

/** The kinds of cameras: another is a row. */
export const CAMERAS: Readonly<Record<HostCamera, FindCamera>> = {
  async rpicam(settings, { env, model, patience }) {
    const file = RPICAM_PROGRAMS.map((name) => onPath(name, env)).find((found) => found !== undefined);
    if (file === undefined) return text('host.end.noProgram');
    const args = rpicamArguments(settings, encoderOf(settings, model ?? boardModel()));
    return program({ file, args, fps: settings.fps }, patience);
  },

  async v4l2(settings, { env, patience }) {
    const file = findFfmpeg({ setting: settings.ffmpeg, ...(env && { env }) });
    if (file === undefined) return text('host.end.noFfmpeg');
    const { device, deviceFormat } = settings;
    const format = deviceFormat === 'auto' ? await deviceFormatOf(file, device) : deviceFormat;
    return program({ file, args: v4l2Arguments(settings, format), fps: settings.fps }, patience);
  },

  file: async ({ clip = '', fps }) => clipOf(clip, fps),

  async test(settings) {
    const begin = () => {
      const made = new NumberedPictures(settings, settings.intra);
      return (count: number) => made.picture(count);
    };
    return { camera: { what: 'test', knowsCapture: true, run: pacedCamera(begin, settings.fps) } };
  },
};

/** Who encodes the pictures of a Raspberry Pi's camera. */
export function encoderOf({ encoder }: Pick<HostSettings, 'encoder'>, model: string | undefined) {
  if (encoder !== 'auto') return encoder;
  // A board that says nothing of itself has the hardware that rpicam-vid takes by itself.
  return model === undefined || hasHardwareEncoder(model) ? 'hardware' : 'software';
}

function program(
  what: { readonly file: string; readonly args: readonly string[]; readonly fps: number },
  patience?: Partial<ProcessPatience>,
): { readonly camera: Camera } {
  const run = processCamera(what, patience);
  return { camera: { what: [what.file, ...what.args].join(' '), knowsCapture: false, run } };
}

async function clipOf(file: string, fps: number): Promise<{ readonly camera: Camera } | Text> {
  try {
    const clip = await loadClip(file, 'h264');
    const begin = () => (count: number) => clip[count % clip.length]!;
    return { camera: { what: file, knowsCapture: true, run: pacedCamera(begin, fps) } };
  } catch (error) {
    return text('host.end.start', { program: file, reason: error instanceof Error ? error.message : String(error) });
  }
}
