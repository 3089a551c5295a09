import { execFileSync } from 'node:child_process';
import { stripIn } from './screen';

/** The strip of a numbered clip of 640x480, as ffmpeg cuts it out. */
const STRIP = { width: 448, height: 32, x: 96, y: 224 };

/** The numbers of all pictures of a film of the numbered clip, in the order in which ffmpeg decodes them. */
export function numbersIn(file: string): readonly (number | undefined)[] {
  const crop = `crop=${STRIP.width}:${STRIP.height}:${STRIP.x}:${STRIP.y}`;
  const args = ['-v', 'fatal', '-i', file, '-fps_mode', 'passthrough', '-vf', crop, '-pix_fmt', 'rgba'];
  const film = execFileSync(process.env.FFMPEG_BIN || 'ffmpeg', [...args, '-f', 'rawvideo', '-'], {
    maxBuffer: 2 ** 30,
  });
  const bytes = STRIP.width * STRIP.height * 4;
  return Array.from({ length: film.length / bytes }, (_, at) => {
    const data = film.subarray(at * bytes, (at + 1) * bytes);
    return stripIn({ data, width: STRIP.width }, 0, STRIP.height / 2, 1);
  });
}
