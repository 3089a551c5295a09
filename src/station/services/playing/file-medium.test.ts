import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AudioChunk } from '#core/media/audio-chunk';
import { english } from '#core/texts/english';
import { nowUs } from '../../clock';
import { Stream } from '../../hub/stream';
import { openMediaFile } from '../../media-file/open-media-file';
import { encodedPictures } from '../recorder/fixtures/judge';
import { StreamRecorder } from '../recorder/stream-recorder';
import { FileMedium } from './file-medium';

const INFO = { id: 'pi://rover', number: 0, name: 'Rover', kind: 'pi', video: 'h:1', telemetry: 'h:2' } as const;
const ZERO_US = 1.7e15;
const PIECES = 90;
/** AudioSpecificConfig of 48 kHz, stereo. */
const AAC_LC = Uint8Array.of(0x11, 0x90);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-medium-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** 20 ms of sound, no two alike. */
function dataOf(n: number, bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, at) => (n * 31 + at * 7) & 0xff);
}

/** Three seconds by our recorder, of which the last half has no sound. */
async function record(piece: (n: number) => Omit<AudioChunk, 'receiveUs'>, pieceUs: number) {
  const stream = new Stream(INFO);
  const segment = { us: 1e12, bytes: 1e12 };
  const recorder = new StreamRecorder({
    folder,
    pattern: 'rec',
    stream: INFO,
    segment,
    onFile: () => undefined,
    onFailure: () => undefined,
  });
  const startUs = nowUs() - 20e6;
  const chunk = (n: number): AudioChunk => {
    const captureUs = startUs + n * pieceUs;
    return { ...piece(n), captureUs, receiveUs: captureUs + pieceUs };
  };
  // The recorder has to know of the sound when it begins.
  stream.lastAudio = chunk(0);
  const leave = recorder.attach(stream);
  let pieces = 0;
  encodedPictures('h264', 90, 30).forEach((picture, i) => {
    const us = startUs + (i * 1e6) / 30;
    stream.publish({ ...picture, captureUs: us, receiveUs: us });
    while (pieces < PIECES && (pieces + 1) * pieceUs <= us - startUs) stream.publishAudio(chunk(pieces++));
  });
  leave();
  await recorder.end();
  const read = await openMediaFile(path.join(folder, 'rec.mp4'));
  if (!read.ok) throw new Error(english(read.message));
  await read.value.indexed;
  return read.value;
}

it.each([
  ['pcm-s16le', 16_000, 2, 1280],
  ['pcma', 8000, 1, 160],
  ['pcmu', 8000, 1, 160],
  ['opus', 48_000, 1, 90],
  ['aac', 48_000, 2, 200],
] as const)(
  'gives the sound of a recording of ours, %s, byte for byte, each piece when it was taken',
  async (...of) => {
    const [codec, sampleRateHz, channels, bytes] = of;
    const pieceUs = codec === 'aac' ? (1024 * 1e6) / sampleRateHz : 20_000;
    // An Opus packet says by its first byte that it is 20 ms long: CELT, one frame.
    const piece = (n: number) => {
      const data = dataOf(n, bytes);
      if (codec === 'opus') data[0] = 0xf8;
      return { codec, sampleRateHz, channels, data, ...(codec === 'aac' && { description: AAC_LC }) };
    };
    const media = await record(piece, pieceUs);
    const medium = new FileMedium({ media, zeroUs: ZERO_US, gaps: () => [], isWritten: () => false });
    const heard: AudioChunk[] = [];
    for (let us = ZERO_US - 1e6; us < ZERO_US + 4e6; us += 100_000)
      heard.push(...(await medium.sounds(us, us + 100_000)));
    const wanted = Buffer.concat(Array.from({ length: PIECES }, (_, n) => piece(n).data));
    expect(Buffer.concat(heard.map(({ data }) => data)).equals(wanted)).toBe(true);
    expect(heard[0]).toMatchObject({ codec, sampleRateHz, channels, ...(codec === 'aac' && { description: AAC_LC }) });
    expect(heard.length).toBe(PIECES);
    heard.forEach(({ receiveUs }, n) => {
      expect(Math.abs(receiveUs - ZERO_US - (n + 1) * pieceUs)).toBeLessThan(1000);
    });
    await media.close();
  },
);
