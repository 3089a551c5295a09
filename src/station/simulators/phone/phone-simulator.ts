// not shown in this file: what a simulator does, which it logs
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from '#core/media/back-off';
import { LineSplitter } from '#core/protocols/remote-camera/line-splitter';
import { readSenderRequest } from '#core/protocols/remote-camera/sender-requests';
import { english } from '#core/texts/english';
import { type Clip, loadClip } from '../../clips/clip';
import { findFfmpeg, NO_FFMPEG } from '../../find-ffmpeg';
import { ClipSender, type PhoneSender } from './clip-sender';
import { LiveSender } from './live-sender';
import { type PhoneManner, PhoneWire } from './phone-wire';

/** What `groundglass simulate phone` may be told. */
export interface PhoneSimulatorOptions extends PhoneManner {
  readonly host: string;
  readonly port: number;
  /** Annex B file, played in a loop. */
  readonly clip: string;
  /** What it sees instead of a clip: `test` or a device, see `LiveCamera`. */
  readonly camera?: string | undefined;
  readonly fps: number;
  /** Hears in a few words what happens, for a console. */
  readonly onEvent: (text: string) => void;
}

const LONGEST_WISH_BYTES = 4096;

/** Makes what sends over one connection. @param onEnd it ended by itself */
type MakeSender = (wire: PhoneWire, onEnd: (reason: string) => void) => PhoneSender;

/**
 * Simulates a phone with the remote-camera application (docs/protocols.md 4) until the signal; where the link ends, it tries
 * again.
 *
 * @throws where the clip cannot be read, or there is no ffmpeg for a camera
 */
export async function runPhoneSimulator(options: PhoneSimulatorOptions, signal: AbortSignal): Promise<void> {
  const make = await senders(options);
  let failures = 0;
  while (!signal.aborted) {
    const { reason, pictures } = await send(options, make, signal);
    if (signal.aborted) return;
    failures = pictures > 0 ? 1 : failures + 1;
    const pauseMs = backOffMs(failures, Math.random());
    options.onEvent(`${reason} after ${pictures} pictures; next attempt in ${(pauseMs / 1000).toFixed(1)} s`);
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

async function senders({ camera, clip: file, codec, fps, onEvent }: PhoneSimulatorOptions): Promise<MakeSender> {
  const ffmpeg = findFfmpeg();
  if (camera === undefined) {
    const clip: Clip = await loadClip(file, codec);
    const encoder = ffmpeg === undefined ? undefined : { codec, ffmpeg };
    return (wire) => new ClipSender({ clip, fps }, wire, encoder, onEvent);
  }
  if (ffmpeg === undefined) throw new Error(english(NO_FFMPEG));
  return (wire, onEnd) => new LiveSender({ camera, codec, fps, ffmpeg, onEvent }, wire, onEnd);
}

/** One connection, from its first picture, a key picture, to its end. */
function send(options: PhoneSimulatorOptions, make: MakeSender, signal: AbortSignal) {
  return new Promise<{ readonly reason: string; readonly pictures: number }>((resolve) => {
    const { sourceId, host, port, onEvent } = options;
    const socket: Socket = connect({ host, port }).setNoDelay(true);
    let reason = 'closed';
    const wire = new PhoneWire(options, socket);
    const sender = make(wire, (why) => {
      reason = why;
      socket.destroy();
    });
    const abort = () => socket.destroy();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const requests = new LineSplitter(
      {
        onLine: (line) => {
          const request = readSenderRequest(Buffer.from(line).toString());
          if (request) sender.request(request);
        },
        onTooLong: () => undefined,
      },
      LONGEST_WISH_BYTES,
    );
    socket
      .on('connect', () => {
        onEvent(`sends to ${host}:${port} as ${sourceId}`);
        sender.start();
      })
      .on('data', (chunk) => requests.push(chunk))
      .on('error', (error) => {
        reason = error.message;
      })
      .on('close', () => {
        sender.stop();
        signal.removeEventListener('abort', abort);
        resolve({ reason, pictures: wire.pictures });
      });
  });
}
