import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../../join-bytes';
import { TsDemuxer, type TsDemuxerOptions } from './demuxer';
import { TsWriter, type WrittenStream } from './fixtures/write-ts';
import type { TsSound } from './sound-reader';

const VIDEO = 0x100;
const H264: WrittenStream = { stream_type: 0x1b, pid: VIDEO };
const MAP = 0x1000;

/** What was told, one word each, pictures as their bytes. */
function listen(options: TsDemuxerOptions = {}) {
  const told: string[] = [];
  const pictures: { readonly bytes: Uint8Array; readonly pts: number | undefined; readonly isMarked: boolean }[] = [];
  const sounds: TsSound[] = [];
  const klv: Uint8Array[] = [];
  let open: Uint8Array[] = [];
  let isMarked = false;
  const demuxer = new TsDemuxer(
    {
      begin: (codec) => told.push(codec),
      bytes: (data, marked) => {
        open.push(data.slice());
        isMarked = marked;
      },
      endPicture: (pts) => {
        pictures.push({ bytes: joinBytes(open), pts, isMarked });
        open = [];
      },
      lost: () => {
        told.push('lost');
        open = [];
      },
      sound: (sound) => sounds.push(sound),
      klv: (data) => klv.push(data),
      unreadable: (why) => told.push(why),
    },
    options,
  );
  const push = (...packets: readonly Uint8Array[]) => {
    for (const packet of packets) demuxer.push(packet);
  };
  return { demuxer, push, told, pictures, sounds, klv, open: () => joinBytes(open) };
}

/** Bytes that are easily told apart. */
const picture = (length: number, seed = 1) => Uint8Array.from({ length }, (_, at) => (at * 7 + seed) & 0xff);

/** A sender that has said what it sends, three packets at least. */
function begun(options: TsDemuxerOptions = {}, streams: readonly WrittenStream[] = [H264]) {
  const heard = listen(options);
  const writer = new TsWriter();
  const tables = () => [...writer.pat([[1, MAP]]), ...writer.pmt(MAP, 1, streams)];
  heard.push(...tables(), ...tables());
  return { ...heard, writer, tables };
}

describe('a picture ends', () => {
  it('with its last byte, where its packet says how long it is', () => {
    const { push, writer, pictures } = begun();
    const packets = writer.pes(VIDEO, picture(1000), { PTS: 90_000 });
    push(...packets.slice(0, -1));
    expect(pictures).toEqual([]);
    push(packets.at(-1)!);
    expect(pictures).toEqual([{ bytes: picture(1000), pts: 90_000, isMarked: true }]);
  });

  it('with its stuffing, once its sender has stuffed two at their ends and nowhere else', () => {
    const { push, writer, pictures, demuxer } = begun();
    const send = (length: number) => push(...writer.pes(VIDEO, picture(length), { unbounded: true }));
    const ended = [1000, 700, 20, 500].map((length) => {
      send(length);
      return pictures.length;
    });
    expect(ended).toEqual([0, 1, 3, 4]);
    expect(pictures.map(({ bytes }) => bytes.length)).toEqual([1000, 700, 20, 500]);
    expect(demuxer.believesStuffing).toBe(true);
  });

  it('with the next one, where it needs no stuffing, and where its sender stuffs elsewhere', () => {
    const { push, writer, pictures, demuxer } = begun();
    for (let n = 0; n < 3; n++) push(...writer.pes(VIDEO, picture(500), { unbounded: true }));
    // 9 bytes are the header's.
    push(...writer.pes(VIDEO, picture(3 * 184 - 9), { unbounded: true }));
    expect(pictures).toHaveLength(3);
    push(writer.packet(VIDEO, Uint8Array.of(0, 0, 1, 0xe0, 0, 0, 0x80, 0, 0, 5), true));
    expect(pictures.map(({ bytes }) => bytes.length)).toEqual([500, 500, 500, 3 * 184 - 9, 1]);
    // Not its end, after all.
    push(writer.packet(VIDEO, picture(184), false));
    expect(demuxer.believesStuffing).toBe(false);
  });

  it('with the next one, where its length is wrong; lengths are not believed from there on', () => {
    const { push, writer, pictures } = begun();
    const long = { PES_packet_length: 9000 };
    push(...writer.pes(VIDEO, picture(500), long));
    expect(pictures).toEqual([]);
    push(...writer.pes(VIDEO, picture(600), {}));
    expect(pictures.map(({ bytes, isMarked }) => [bytes.length, isMarked])).toEqual([[500, true]]);
    // Stuffing is.
    push(...writer.pes(VIDEO, picture(10), {}));
    expect(pictures.map(({ bytes, isMarked }) => [bytes.length, isMarked])).toEqual([
      [500, true],
      [600, false],
      [10, true],
    ]);
  });

  it('and is told with the time of its own packet, also where pictures come in another order than they are shown in', () => {
    const { push, writer, pictures } = begun();
    const stamps = [2 ** 33 - 1, 6000, 3000];
    for (const PTS of stamps) push(...writer.pes(VIDEO, picture(100), { PTS }));
    expect(pictures.map(({ pts }) => pts)).toEqual(stamps);
  });
});

describe('what is lost', () => {
  it.each(Array.from({ length: 6 }, (_, at) => at))('packet %i of a picture takes that picture alone', (at) => {
    const { push, writer, pictures, told } = begun();
    push(...writer.pes(VIDEO, picture(1000, 1)));
    const packets = writer.pes(VIDEO, picture(1000, 2));
    expect(packets).toHaveLength(6);
    push(...packets.filter((_, n) => n !== at));
    push(...writer.pes(VIDEO, picture(1000, 3)));
    expect(pictures.map(({ bytes }) => bytes)).toEqual([picture(1000, 1), picture(1000, 3)]);
    expect(told).toContain('lost');
  });

  it('is told where whole pictures are', () => {
    const { push, writer, pictures, told } = begun();
    push(...writer.pes(VIDEO, picture(100)));
    writer.pes(VIDEO, picture(100));
    push(...writer.pes(VIDEO, picture(100)));
    expect(pictures).toHaveLength(2);
    expect(told).toEqual(['h264', 'lost']);
  });

  it('is not what comes twice, what has no payload, and what the sender itself breaks off', () => {
    const { push, writer, pictures, told, demuxer } = begun();
    for (const packet of writer.pes(VIDEO, picture(1000, 1))) push(packet, packet);
    const bare = writer.packet(VIDEO, picture(10), false);
    bare[3] = 0x20 | 15;
    bare[4] = 183;
    const broken = writer.pes(VIDEO, picture(60, 2));
    broken[0]![3]! = 0x30 | 9;
    broken[0]![5] = 0x80;
    push(bare, ...broken);
    expect(pictures.map(({ bytes }) => bytes)).toEqual([picture(1000, 1), picture(60, 2)]);
    expect(told).toEqual(['h264']);
    expect(demuxer.counts.duplicates).toBe(6);
  });

  it('is a packet that its receiver marked as broken', () => {
    const { push, writer, pictures, demuxer } = begun();
    const packets = writer.pes(VIDEO, picture(1000));
    packets[2]![1]! |= 0x80;
    push(...packets);
    expect(pictures).toEqual([]);
    expect(demuxer.counts.errors).toBe(1);
  });

  it('is left out where damaged pictures are wanted', () => {
    const { push, writer, pictures, told } = begun({ showDamaged: true });
    const packets = writer.pes(VIDEO, picture(1000), { unbounded: true });
    push(...packets.filter((_, n) => n !== 2));
    push(...writer.pes(VIDEO, picture(10)));
    expect(pictures.length).toBeGreaterThan(0);
    expect(told).toContain('lost');
  });
});

describe('packets', () => {
  const packets = () => {
    const writer = new TsWriter();
    const pictures = [1, 2, 3].flatMap((seed) => writer.pes(VIDEO, picture(700, seed)));
    return [...writer.pat([[1, MAP]]), ...writer.pmt(MAP, 1, [H264]), ...pictures];
  };
  const whole = [1, 2, 3].map((seed) => picture(700, seed));

  it.each([
    ['188 bytes', 188, (packet: Uint8Array) => packet],
    ['192 bytes, with their time', 192, (packet: Uint8Array) => joinBytes([Uint8Array.of(0, 1, 2, 3), packet])],
    ['204 bytes, with their parity', 204, (packet: Uint8Array) => joinBytes([packet, new Uint8Array(16).fill(0x47)])],
  ])('of %s are found in any pieces', (_, stride, dress) => {
    const bytes = joinBytes(packets().map(dress));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 40 }), (lengths) => {
        const { demuxer, pictures } = listen();
        for (let at = 0, n = 0; at < bytes.length; n++) {
          const next = at + lengths[n % lengths.length]!;
          demuxer.push(bytes.slice(at, next));
          at = next;
        }
        expect(demuxer.stride).toBe(stride);
        expect(pictures.map((one) => one.bytes)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('are found again behind what is none', () => {
    const { demuxer, pictures, told } = listen();
    const all = packets();
    const garbage = Uint8Array.from({ length: 1000 }, (_, at) => (at * 31) & 0xff);
    demuxer.push(joinBytes([garbage, ...all.slice(0, 6), garbage, ...all.slice(6)]));
    expect(demuxer.counts.syncLosses).toBe(1);
    expect(pictures.map((one) => one.bytes)).toEqual(whole);
    expect(told).toEqual(['h264']);
  });
});

describe('the program that is shown', () => {
  const OTHER = 0x200;
  const H265: WrittenStream = { stream_type: 0x24, pid: OTHER };
  const SOUND: WrittenStream = { stream_type: 0x0f, pid: 0x300 };

  it('is the first with video, whichever map comes first', () => {
    const { push, told } = listen();
    const writer = new TsWriter();
    const pat = () =>
      writer.pat([
        [7, 0x30],
        [1, 0x31],
        [2, 0x32],
      ]);
    push(...pat(), ...writer.pmt(0x32, 2, [H265]));
    expect(told).toEqual([]);
    push(...writer.pmt(0x30, 7, [SOUND]), ...writer.pmt(0x31, 1, [H264]), ...pat());
    expect(told).toEqual(['h264']);
  });

  it('is the first whose map comes, where the map of another never does', () => {
    const { push, told } = listen();
    const writer = new TsWriter();
    const pat = () =>
      writer.pat([
        [1, 0x31],
        [2, 0x32],
      ]);
    push(...pat(), ...writer.pmt(0x32, 2, [H265]), ...pat());
    expect(told).toEqual(['h265']);
  });

  it('is the one that is wanted', () => {
    const { push, told } = listen({ program: 2 });
    const writer = new TsWriter();
    push(
      ...writer.pat([
        [1, 0x31],
        [2, 0x32],
      ]),
      ...writer.pmt(0x31, 1, [H264]),
      ...writer.pmt(0x32, 2, [H265]),
    );
    expect(told).toEqual(['h265']);
  });

  it('may stand in several sections of its table', () => {
    const { push, told } = listen({ program: 2 });
    const writer = new TsWriter();
    push(...writer.pat([[1, 0x31]], 0, 0, 1), ...writer.pat([[2, 0x32]], 0, 1, 1), ...writer.pmt(0x32, 2, [H265]));
    expect(told).toEqual(['h265']);
  });

  it('begins anew where its map has another video, and goes on where it has sound beside it', () => {
    const { push, told, writer, pictures } = begun();
    push(...writer.pmt(MAP, 1, [H264, SOUND], 1), ...writer.pes(VIDEO, picture(100)));
    expect(told).toEqual(['h264']);
    push(...writer.pmt(MAP, 1, [H265], 2), ...writer.pes(OTHER, picture(100)));
    expect(told).toEqual(['h264', 'h265']);
    push(...writer.pat([[3, 0x33]], 1), ...writer.pmt(0x33, 3, [H264]), ...writer.pes(VIDEO, picture(100)));
    expect(told).toEqual(['h264', 'h265', 'h264']);
    expect(pictures).toHaveLength(3);
  });

  it('is not told by a table that is damaged, or not in force yet', () => {
    const { push, told } = listen();
    const writer = new TsWriter();
    const [damaged, early] = [writer.pmt(MAP, 1, [H264]), writer.pmt(MAP, 1, [H264])];
    damaged[0]![12]! ^= 1;
    early[0]![10]! &= 0xfe;
    push(...writer.pat([[1, MAP]]), ...damaged, ...early);
    expect(told).toEqual([]);
  });

  it.each([
    ['other-video', [{ stream_type: 0x02, pid: VIDEO }]],
    ['no-video', [SOUND]],
  ])('without H.264 and H.265 is %s', (why, streams) => {
    expect(new Set(begun({}, streams).told)).toEqual(new Set([why]));
  });

  it('that is scrambled is told as such, and not read', () => {
    const { push, writer, pictures, told } = begun();
    push(...writer.pes(VIDEO, picture(300), { scrambled: true }));
    const packets = writer.pes(VIDEO, picture(300));
    for (const packet of packets) packet[3]! |= 0x80;
    push(...packets);
    expect(pictures).toEqual([]);
    expect(new Set(told)).toEqual(new Set(['h264', 'scrambled']));
  });
});

describe('telemetry', () => {
  const KLV = [6, 14, 43, 52, 1, 2, 3];
  it('comes as it is, or in cells', () => {
    const registered = { stream_type: 0x06, pid: 0x400, descriptors: [5, 4, 0x4b, 0x4c, 0x56, 0x41] };
    const bare = begun({}, [H264, registered]);
    bare.push(...bare.writer.pes(0x400, Uint8Array.from(KLV), { stream_id: 0xbd }));
    expect(bare.klv).toEqual([Uint8Array.from(KLV)]);
    const celled = begun({}, [H264, { stream_type: 0x15, pid: 0x400 }]);
    const cells = Uint8Array.from([0, 0, 0xdf, 0, 3, ...KLV.slice(0, 3), 0, 1, 0xdf, 0, 4, ...KLV.slice(3)]);
    celled.push(...celled.writer.pes(0x400, cells, { stream_id: 0xfc }));
    celled.push(...celled.writer.pes(0x400, Uint8Array.from(KLV), { stream_id: 0xfc }));
    expect(celled.klv).toEqual([Uint8Array.from(KLV), Uint8Array.from(KLV)]);
  });
});

describe('real senders', () => {
  const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}.mpegts`, import.meta.url)));

  it.each([
    ['gst-h264', 'h264', 188, 9],
    ['gst-h265', 'h265', 188, 9],
    ['ffmpeg-b-aac', 'h264', 188, 12],
    ['ffmpeg-opus-m2ts', 'h264', 192, 12],
  ])('%s: every picture but the last, which nothing ends, or its own stuffing', (name, codec, stride, count) => {
    const { demuxer, pictures, told, open } = listen();
    demuxer.push(fixture(name));
    expect(told).toEqual([codec]);
    expect(demuxer.stride).toBe(stride);
    expect(demuxer.believesStuffing || pictures.every(({ isMarked }) => isMarked)).toBe(true);
    expect(pictures.length + (open().length > 0 ? 1 : 0)).toBe(count);
    expect(demuxer.counts).toMatchObject({ lost: 0, errors: 0, syncLosses: 0 });
  });

  it('give sound in AAC and Opus, evenly', () => {
    for (const [name, codec, distance] of [
      ['ffmpeg-b-aac', 'aac', (1024 * 90_000) / 44_100],
      ['ffmpeg-opus-m2ts', 'opus', 1800],
    ] as const) {
      const { demuxer, sounds } = listen();
      demuxer.push(fixture(name));
      expect(sounds.length).toBeGreaterThan(10);
      expect(new Set(sounds.map((sound) => sound.codec))).toEqual(new Set([codec]));
      const stamps = sounds.map(({ pts }) => pts ?? Number.NaN);
      // Each PES packet's time stamp is a whole number.
      for (let n = 1; n < stamps.length - 1; n++)
        expect(Math.abs(stamps[n]! - stamps[n - 1]! - distance)).toBeLessThan(2);
    }
  });
});

it('is total, and tells no more than came', () => {
  const base = new TsWriter();
  const sound = { stream_type: 0x0f, pid: 0x300 };
  const stream = [
    ...base.pat([[1, MAP]]),
    ...base.pmt(MAP, 1, [H264, sound, { stream_type: 0x15, pid: 0x400 }]),
    ...base.pes(VIDEO, picture(900)),
    ...base.pes(0x300, picture(90)),
    ...base.pes(0x400, picture(90)),
    ...base.pes(VIDEO, picture(900), { unbounded: true }),
  ];
  const bytes = joinBytes(stream);
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const changed = bytes.slice();
      for (const [at, value] of changes) changed[at] = value;
      let told = 0;
      const count = ({ length }: Uint8Array) => {
        told += length;
      };
      const demuxer = new TsDemuxer({
        ...{ begin: () => undefined, endPicture: () => undefined, lost: () => undefined, unreadable: () => undefined },
        bytes: (data) => count(data),
        sound: ({ data }) => count(data),
        klv: (data) => count(data),
      });
      demuxer.push(changed);
      expect(told).toBeLessThanOrEqual(changed.length);
    }),
  );
});
