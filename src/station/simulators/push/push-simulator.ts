// not shown in this file: what a simulator does, which it logs
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { AccessUnit } from '#core/media/access-unit';
import { backOffMs } from '#core/media/back-off';
import { writeVideoConfig } from '#core/protocols/push/config';
import { writePushPacket } from '#core/protocols/push/packet';
import { packetise } from '#core/protocols/push/packetise';
import { writePushSound } from '#core/protocols/push/sound';
import { type Clip, loadClip } from '../../clips/clip';
import { Timeline } from '../../clips/timeline';
import { PIECE_MS, tonePiece } from './tone';

/** What `groundglass simulate push` may be told. */
export interface PushSimulatorOptions {
  /** `ws://127.0.0.1:3000/ws/video`. */
  readonly url: string;
  /** Annex B file, played in a loop. */
  readonly clip: string;
  readonly fps: number;
  /** Packets with headers; else a byte stream. */
  readonly framed: boolean;
  /** A tone beside the pictures; of packets alone. */
  readonly tone: boolean;
  /** Hears in a few words what happens, for a console. */
  readonly onEvent: (text: string) => void;
}

/** The original sends its byte stream in pieces of this size. */
const PIECE_BYTES = 32 * 1024;
const CLOSE_NORMAL = 1000;
/** How long the other end may take to answer a close. */
const CLOSE_MS = 500;
/** What the other end may leave unread before pictures are left out, up to a key picture. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/**
 * Simulates a program that pushes H.264 or H.265 (docs/protocols.md 2) until the signal; where the link ends, it tries again.
 *
 * @throws where the clip cannot be read
 */
export async function runPushSimulator(options: PushSimulatorOptions, signal: AbortSignal): Promise<void> {
  const clip = await loadClip(options.clip);
  const timeline = new Timeline(clip.length, options.fps, () => performance.now());
  let failures = 0;
  while (!signal.aborted) {
    const { reason, pictures } = await push(options, clip, timeline, signal);
    if (signal.aborted) return;
    failures = pictures > 0 ? 1 : failures + 1;
    const pauseMs = backOffMs(failures, Math.random());
    options.onEvent(`${reason} after ${pictures} pictures; next attempt in ${(pauseMs / 1000).toFixed(1)} s`);
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** One connection, from its first picture, a key picture, to its end. */
function push(
  { url, framed, tone, onEvent }: PushSimulatorOptions,
  clip: Clip,
  timeline: Timeline,
  signal: AbortSignal,
) {
  return new Promise<{ readonly reason: string; readonly pictures: number }>((resolve) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const abort = () => {
      socket.close(CLOSE_NORMAL);
      setTimeout(() => socket.terminate(), CLOSE_MS).unref();
    };
    let reason = '';
    let pictures = 0;
    let timer: NodeJS.Timeout | undefined;
    let waitsForKey = true;
    let pieces = 0;
    const codec = clip[0]?.codec ?? 'h264';
    const sendDueSound = () => {
      const dueMs = performance.now() - timeline.takenMs(0);
      for (; (pieces + 1) * PIECE_MS <= dueMs; pieces++) socket.send(writePushSound(tonePiece(pieces)));
    };
    const sendDue = (count: number) => {
      if (framed && tone) sendDueSound();
      let next = count;
      for (; timeline.msUntil(next) <= 0; next++) {
        const picture = clip[next % clip.length]!;
        waitsForKey = socket.bufferedAmount > MAX_UNREAD_BYTES || (waitsForKey && !picture.key);
        if (waitsForKey) continue;
        for (const message of messagesOf(picture, timeline.takenMs(next) * 1000, framed)) socket.send(message);
        pictures++;
      }
      timer = setTimeout(sendDue, tone ? Math.min(PIECE_MS / 2, timeline.msUntil(next)) : timeline.msUntil(next), next);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    socket
      .on('open', () => {
        onEvent(`pushes to ${url}`);
        socket.send(writeVideoConfig({ format: codec, source: 'simulator' }));
        timeline.moveTo(0);
        sendDue(0);
      })
      .on('error', (error) => {
        reason = error.message;
      })
      .on('close', (code, why) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        resolve({ reason: reason || `closed (${code}${why.length > 0 ? `, ${why.toString()}` : ''})`, pictures });
      });
  });
}

function* messagesOf({ data, key, codec }: AccessUnit, timestampUs: number, framed: boolean): Iterable<Uint8Array> {
  if (framed && codec === 'h265') {
    const type = key ? 'key-frame' : 'frame';
    yield writePushPacket({ type, timestampUs: Math.floor(timestampUs), flags: 0, payload: data });
    return;
  }
  if (framed) {
    for (const packet of packetise(data, key, Math.floor(timestampUs))) yield writePushPacket(packet);
    return;
  }
  for (let at = 0; at < data.length; at += PIECE_BYTES) yield data.subarray(at, at + PIECE_BYTES);
}
