import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTACHMENT_MAGIC, AttachmentPackets, writeAttachmentPacket } from './attachment-packets';
import { bytesOf, hexOf, realFrames } from './fixtures/read-fixtures';
import { writeFrame } from './frame';
import { InterleavedSplitter } from './interleaved';

/** What a connection carried: frames by their bytes, files by their names. */
function read(bytes: Uint8Array, lengths: readonly number[]) {
  const frames: string[] = [];
  const files = new Map<string, number[]>();
  let faults = 0;
  const packets = new AttachmentPackets({
    data(name, offset, data) {
      const file = files.get(name) ?? [];
      files.set(name, file);
      for (const [at, byte] of data.entries()) file[offset + at] = byte;
    },
    fault: () => void faults++,
  });
  const splitter = new InterleavedSplitter(ATTACHMENT_MAGIC, packets, (input) => {
    if (input.kind === 'frame') frames.push(hexOf(writeFrame(input.frame)));
    else faults++;
  });
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const length = lengths[piece % lengths.length]!;
    splitter.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { frames, files, faults };
}

const joined = (parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const whole = realFrames.filter(({ phone }) => !phone.includes('7e')).map(({ hex }) => hex);
const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 });

describe('frames with attachments between them', () => {
  it('come whole, both, in any order and any pieces', () => {
    const part = fc.oneof(
      fc.constantFrom(...whole).map((frame) => ({ frame })),
      fc.uint8Array({ maxLength: 400 }).map((data) => ({ data })),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), sizes, (parts, lengths) => {
        let offset = 0;
        const sent: number[] = [];
        const stream = parts.map((one) => {
          if ('frame' in one) return bytesOf(one.frame);
          const packet = writeAttachmentPacket('01_64_6401_0_a.jpg', offset, one.data);
          offset += one.data.length;
          sent.push(...one.data);
          return packet;
        });
        const found = read(joined(stream), lengths);
        expect(found.frames).toEqual(parts.flatMap((one) => ('frame' in one ? one.frame : [])));
        expect(found.files.get('01_64_6401_0_a.jpg') ?? []).toEqual(sent);
        expect(found.faults).toBe(0);
      }),
    );
  });

  it('of any bytes neither throw nor hide a frame behind them for ever', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), sizes, (noise, lengths) => {
        // Noise with a magic may be a packet of any length: here is none.
        const bytes = noise.map((byte) => (byte === 0x30 ? 0x31 : byte));
        const found = read(joined([bytes, bytesOf('7e7e'), bytesOf(whole[0]!)]), lengths);
        expect(found.frames.at(-1)).toBe(whole[0]);
      }),
    );
  });

  it('that begin like a packet and are none cost a fault, no frame', () => {
    const frame = bytesOf(whole[0]!);
    const found = read(joined([frame, Uint8Array.of(0x30, 0x31, 0x63), frame, frame]), [5]);
    expect(found).toMatchObject({ frames: [whole[0], whole[0], whole[0]], faults: 1 });
  });
});
