import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Picture } from '#contracts/picture';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import { nalUnitsOf } from '#core/bitstream/avcc';
import { Player } from './player';
import type { Screen } from './screen';

const SEI_CUT_SHORT = Uint8Array.of(0, 0, 0, 1, 6, 5, 255);

function clip(params: string): Picture[] {
  const source = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=160x128:r=30', '-frames:v', '40'];
  const x264 = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-x264-params', `scenecut=0:threads=1:bframes=0:${params}`];
  const pictures: Picture[] = [];
  const assembler = new AccessUnitAssembler({
    onAccessUnit: (unit) => pictures.push({ ...unit, stream: 1, receiveUs: 1000 * (pictures.length + 1) }),
    onFault: () => undefined,
  });
  assembler.push(execFileSync('ffmpeg', [...source, ...x264, '-f', 'h264', '-'], { maxBuffer: 1 << 28 }), 0);
  assembler.flush();
  return pictures;
}

interface Chunk {
  readonly type: 'key' | 'delta';
  readonly timestamp: number;
  readonly data: Uint8Array;
}

/** A player whose decoder gives a frame for each chunk at once, and fails when told. */
function setUp() {
  const chunks: Chunk[] = [];
  const shown: number[] = [];
  const inits: VideoDecoderInit[] = [];
  const screen: Screen = {
    element: {} as HTMLElement,
    size: undefined,
    replaced: 0,
    show: ({ timestamp }) => shown.push(timestamp),
    onPresented: () => () => undefined,
    close: () => undefined,
  };
  const player = new Player({
    screen,
    now: () => 0,
    createDecoder: (init) => {
      inits.push(init);
      const decode = (chunk: Chunk) => {
        chunks.push(chunk);
        init.output({ timestamp: chunk.timestamp, close() {} } as unknown as VideoFrame);
      };
      return { state: 'configured', decodeQueueSize: 0, decode, configure() {}, reset() {}, close() {} } as never;
    },
  });
  return { player, chunks, shown, fail: () => inits.at(-1)?.error(new DOMException('no', 'EncodingError')) };
}

describe('the player of a stream without IDR pictures', () => {
  beforeEach(() =>
    vi.stubGlobal(
      'EncodedVideoChunk',
      class {
        constructor(chunk: Chunk) {
          Object.assign(this, chunk);
        }
      },
    ),
  );
  afterEach(() => vi.unstubAllGlobals());

  it('begins behind a grey IDR picture, and shows what is right', () => {
    const pictures = clip('intra-refresh=1:keyint=10');
    const from = pictures.findIndex(({ entry }, n) => n > 0 && entry !== undefined);
    const { entry } = pictures[from]!;
    const count = typeof entry === 'object' ? entry.recovery : 0;
    const { player, chunks, shown } = setUp();
    for (const picture of pictures.slice(from - 2)) player.push(picture);
    expect(chunks.map(({ type }) => type)).toEqual(['key', ...pictures.slice(from).map(() => 'delta')]);
    expect(shown).toEqual(pictures.slice(from + count).map(({ receiveUs }) => receiveUs));
  });

  it('begins anew at the next entry where the decoder fails', () => {
    const pictures = clip('intra-refresh=1:keyint=10');
    const entries = pictures.flatMap(({ entry }, n) => (entry ? [n] : []));
    const { player, chunks, fail } = setUp();
    for (const picture of pictures.slice(0, 15)) player.push(picture);
    fail();
    const before = chunks.length;
    for (const picture of pictures.slice(15)) player.push(picture);
    const next = entries.find((n) => n >= 15)!;
    expect(chunks.slice(before).map(({ type }) => type)).toEqual(['key', ...pictures.slice(next).map(() => 'delta')]);
  });

  it('gives a decoder nothing but slices, parameter sets and a delimiter', () => {
    const { player, chunks } = setUp();
    for (const picture of clip('keyint=10:aud=1').slice(0, 12)) {
      const [delimiter, ...rest] = nalUnitsOf(picture.data).map((nal) => Buffer.concat([Buffer.of(0, 0, 0, 1), nal]));
      player.push({ ...picture, data: Buffer.concat([delimiter!, SEI_CUT_SHORT, ...rest]) });
    }
    const types = (data: Uint8Array) => nalUnitsOf(data).map((nal) => nal[0]! & 31);
    expect(chunks).toHaveLength(12);
    expect(types(chunks[0]!.data)).toEqual([9, 7, 8, 5]);
    expect(types(chunks[1]!.data)).toEqual([9, 1]);
  });
});
