import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { oneLine } from '#core/names';
import { type Text, text, verbatim } from '#core/texts/text';
import { nowUs } from '#station/clock';
import { PictureSplitter } from '../program/picture-splitter';
import type { CameraEnd, CameraRun } from './camera';

/** A program that writes H.264 on its standard output until it is asked to end. */
export interface CameraProgram {
  readonly file: string;
  readonly args: readonly string[];
  /** Pictures a second that it was asked for. */
  readonly fps: number;
}

export interface ProcessPatience {
  /** Until the first picture: sensors and their automatics take a second or two to begin. */
  readonly firstMs: number;
  /** Between pictures, of a fast camera; a slow one is given several of its periods. */
  readonly quietMs: number;
  /** From asking it to end until it is ended. */
  readonly endMs: number;
}

const PATIENCE: ProcessPatience = { firstMs: 10_000, quietMs: 2000, endMs: 1000 };
/** Pictures that may be missing in a row before a slow camera counts as silent. */
const QUIET_PICTURES = 10;
/** Of a program's last words. */
const MAX_SAID = 300;

/**
 * Runs a camera's program. It ends with why: the program died, gave no picture, or fell silent, as encoders of the Raspberry Pi
 * do at few bits a second (raspberrypi/rpicam-apps#664); one that is silent is ended.
 */
export function processCamera(program: CameraProgram, patience: Partial<ProcessPatience> = {}): CameraRun {
  const { firstMs, quietMs, endMs } = { ...PATIENCE, ...patience };
  const name = path.basename(program.file);
  const silenceMs = Math.max(quietMs, (QUIET_PICTURES * 1000) / program.fps);
  return (onPicture, signal) =>
    new Promise<CameraEnd>((resolve) => {
      if (signal.aborted) return resolve(undefined);
      const child = spawn(program.file, program.args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
      let said = '';
      let failure: Text | undefined;
      const fail = (why: Text) => {
        failure ??= why;
        ending = endProgram(child, endMs);
      };
      const seconds = (ms: number) => ({ program: name, seconds: ms / 1000 });
      let ending: NodeJS.Timeout | undefined;
      let watch = setTimeout(() => fail(text('host.end.noPictures', seconds(firstMs))), firstMs);
      let hasPictures = false;
      const splitter = new PictureSplitter(({ data, key, receiveUs }) => {
        if (!hasPictures) {
          hasPictures = true;
          clearTimeout(watch);
          watch = setTimeout(() => fail(text('host.end.quiet', seconds(silenceMs))), silenceMs);
        }
        watch.refresh();
        onPicture({ data, key, captureUs: receiveUs });
      });
      const abort = () => {
        ending = endProgram(child, endMs);
      };
      signal.addEventListener('abort', abort, { once: true });
      child.stdout.on('data', (chunk: Buffer) => {
        if (!signal.aborted && !failure) splitter.push(chunk, nowUs());
      });
      child.stderr.on('data', (chunk: Buffer) => {
        said = `${said}${chunk.toString()}`.slice(-MAX_SAID);
      });
      child.on('error', (error) => {
        failure ??= text('host.end.start', { program: name, reason: error.message });
        // One that could not be started has no `close` to come where it never had an id.
        if (child.pid === undefined) finish();
      });
      const finish = () => {
        clearTimeout(watch);
        clearTimeout(ending);
        splitter.end();
        signal.removeEventListener('abort', abort);
        resolve(signal.aborted ? undefined : failure);
      };
      child.on('close', (code, killer) => {
        failure ??= killer
          ? text('host.end.signal', { program: name, signal: killer })
          : text('host.end.exit', { program: name, code: code ?? 0, said: verbatim(lastWords(said)) });
        finish();
      });
    });
}

/** SIGINT is how rpicam-vid and ffmpeg are asked to end; one whose encoder hangs does not hear it. */
function endProgram(child: ChildProcess, endMs: number): NodeJS.Timeout {
  child.kill('SIGINT');
  return setTimeout(() => child.kill('SIGKILL'), endMs);
}

/** The last line that says something. */
function lastWords(said: string): string {
  const lines = said.split('\n').map((line) => line.trim());
  return oneLine(lines.filter(Boolean).at(-1) ?? '–');
}
