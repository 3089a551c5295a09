import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { avcRecordOf, lengthPrefixed, nalUnitsOf } from '../../bitstream/avcc';
import { formatOf } from '../../bitstream/format';
import { initSegment, recordedInitSegment } from './init-segment';
import { mediaSegment, type Sample } from './media-segment';
import type { AudioTrack, Track, VideoTrack } from './track';

const fixtures = new URL('../../bitstream/fixtures/', import.meta.url);
const clips = JSON.parse(readFileSync(new URL('clips.json', fixtures), 'utf8')) as Record<
  string,
  readonly { readonly bytes: number; readonly key: boolean }[]
>;

/** The access units of a fixture. */
function unitsOf(name: string) {
  const bytes = readFileSync(new URL(`${name}.h264`, fixtures));
  let at = 0;
  return (clips[name] ?? []).map(({ bytes: length, key }) => {
    at += length;
    return { data: bytes.subarray(at - length, at), key };
  });
}

function videoTrack(first: Uint8Array, type: 'avc1' | 'avc3' = 'avc3'): VideoTrack {
  const format = formatOf(first);
  const avcC = avcRecordOf(nalUnitsOf(first), format?.sps);
  if (!format || !avcC) throw new Error('no parameter sets');
  const { width, height } = format;
  return { kind: 'video', trackId: 1, timescale: 1_000_000, width, height, codec: { type, avcC } };
}

interface Packet {
  readonly pts: number;
  readonly dts: number;
  readonly duration: number;
  readonly size: string;
  readonly flags: string;
  readonly stream_index: number;
}

/** What ffprobe reads of a file: its streams and packets, and not a word of complaint. */
function probe(file: Uint8Array) {
  const args = ['-v', 'warning', '-of', 'json', '-show_streams', '-show_packets', '-i', 'pipe:0'];
  const json = execFileSync('ffprobe', args, { input: file, encoding: 'utf8', stdio: 'pipe', maxBuffer: 1e8 });
  const read = JSON.parse(json) as { readonly packets: Packet[]; readonly streams: Record<string, unknown>[] };
  return read;
}

const ffmpeg = (input: Uint8Array, ...args: string[]) =>
  execFileSync('ffmpeg', ['-v', 'error', ...args, 'pipe:1'], { input, maxBuffer: 1e9 });

/** A file of one fragment for each sample. */
function fileOf(track: Track, samples: readonly Sample[], fromTime = 0): Buffer {
  let time = fromTime;
  const fragments = samples.flatMap((sample, index) => {
    const run = { trackId: track.trackId, baseDecodeTime: time, samples: [sample] };
    time += sample.duration;
    return mediaSegment({ sequence: index + 1, tracks: [run] });
  });
  return Buffer.concat([initSegment([track]), ...fragments]);
}

describe('H.264, a fragment a picture', () => {
  it.each(['baseline', 'main-cabac', 'high-8x8', 'four-slices'])('%s is read by ffmpeg byte for byte', (name) => {
    const units = unitsOf(name);
    const track = videoTrack(units[0]!.data);
    const samples = units.map(({ data, key }) => ({ data: lengthPrefixed(nalUnitsOf(data)), key, duration: 33_333 }));
    const file = fileOf(track, samples);

    const { packets, streams } = probe(file);
    expect(streams[0]).toMatchObject({ codec_name: 'h264', width: track.width, height: track.height });
    expect(packets.map(({ flags }) => flags.startsWith('K'))).toEqual(units.map(({ key }) => key));
    const annexB = ffmpeg(file, '-i', 'pipe:0', '-c', 'copy', '-f', 'h264');
    expect(nalUnitsOf(annexB).map((unit) => [...unit])).toEqual(
      units.flatMap(({ data }) => nalUnitsOf(data).map((unit) => [...unit])),
    );
    const frames = (input: Uint8Array, format: string) =>
      ffmpeg(input, '-f', format, '-i', 'pipe:0', '-fps_mode', 'passthrough', '-f', 'rawvideo').toString('base64');
    expect(frames(file, 'mp4') === frames(Buffer.concat(units.map(({ data }) => data)), 'h264')).toBe(true);
  });

  it('keeps times beyond 32 bits, and uneven ones', () => {
    const units = unitsOf('baseline').slice(0, 5);
    const durations = [1, 40_000, 0, 12_345, 33_333];
    const samples = units.map(({ data, key }, i) => ({
      data: lengthPrefixed(nalUnitsOf(data)),
      key,
      duration: durations[i]!,
    }));
    const from = 2 ** 33 + 7;
    const { packets } = probe(fileOf(videoTrack(units[0]!.data), samples, from));
    expect(packets.map(({ pts }) => pts - from)).toEqual([0, 1, 40_001, 40_001, 52_346]);
  });

  it('tells composition offsets, negative ones too', () => {
    const units = unitsOf('baseline').slice(0, 3);
    const offsets = [0, 2000, -1000];
    const samples = units.map(({ data, key }, i) => ({
      data: lengthPrefixed(nalUnitsOf(data)),
      key,
      duration: 1000,
      compositionOffset: offsets[i]!,
    }));
    const run = { trackId: 1, baseDecodeTime: 5000, samples };
    const file = Buffer.concat([
      initSegment([videoTrack(units[0]!.data, 'avc1')]),
      ...mediaSegment({ sequence: 1, tracks: [run] }),
    ]);
    // ffmpeg moves the whole file where a picture would be shown before it is decoded.
    const { packets } = probe(file);
    expect(packets.map(({ pts }) => pts - packets[0]!.pts)).toEqual([0, 3000, 1000]);
  });
});

describe('a file that is kept', () => {
  it('says when it was made, and how long it is once that is known', () => {
    const units = unitsOf('baseline').slice(0, 2);
    const samples = units.map(({ data, key }) => ({ data: lengthPrefixed(nalUnitsOf(data)), key, duration: 40_000 }));
    const createdUs = Date.UTC(2026, 10, 21, 6, 30) * 1000;
    const { bytes, durationAt } = recordedInitSegment([videoTrack(units[0]!.data, 'avc1')], createdUs);
    const file = Buffer.concat([
      bytes,
      ...mediaSegment({ sequence: 1, tracks: [{ trackId: 1, baseDecodeTime: 0, samples }] }),
    ]);
    // mvhd and mehd, of version 1: as far behind their names as the standard puts their durations.
    expect(durationAt.map(({ offset }) => offset)).toEqual([file.indexOf('mvhd') + 28, file.indexOf('mehd') + 8]);
    for (const { offset, timescale } of durationAt) file.writeBigUInt64BE(BigInt(80 * (timescale / 1000)), offset);
    const args = ['-v', 'warning', '-of', 'json', '-show_format', '-i', 'pipe:0'];
    const { format } = JSON.parse(execFileSync('ffprobe', args, { input: file, encoding: 'utf8' })) as {
      readonly format: { readonly duration: string; readonly tags: Record<string, string> };
    };
    expect(Number(format.duration)).toBe(0.08);
    expect(format.tags.creation_time).toBe('2026-11-21T06:30:00.000000Z');
  });
});

describe('other codecs', () => {
  it('JPEG comes out as it went in', () => {
    const jpeg = ffmpeg(new Uint8Array(), '-f', 'lavfi', '-i', 'testsrc2=s=64x48', '-frames:v', '1', '-f', 'mjpeg');
    const track: VideoTrack = {
      kind: 'video',
      trackId: 1,
      timescale: 1000,
      width: 64,
      height: 48,
      codec: { type: 'jpeg' },
    };
    const file = fileOf(
      track,
      [1, 2].map(() => ({ data: jpeg, key: true, duration: 40 })),
    );
    expect(probe(file).streams[0]).toMatchObject({ codec_name: 'mjpeg', width: 64, height: 48 });
    expect(ffmpeg(file, '-i', 'pipe:0', '-c', 'copy', '-f', 'mjpeg')).toEqual(Buffer.concat([jpeg, jpeg]));
  });

  it('H.265 comes out as it went in', () => {
    const encode = ['-f', 'lavfi', '-i', 'testsrc2=s=128x96:r=10', '-frames:v', '4', '-c:v', 'libx265'];
    const source = ffmpeg(new Uint8Array(), ...encode, '-x265-params', 'log-level=none:bframes=0', '-f', 'hevc');
    // ffmpeg's own record, out of a file of its own.
    const mp4 = ffmpeg(
      source,
      '-f',
      'hevc',
      '-i',
      'pipe:0',
      '-c',
      'copy',
      '-movflags',
      'frag_keyframe+empty_moov',
      '-f',
      'mp4',
    );
    const at = mp4.indexOf('hvcC');
    const hvcC = mp4.subarray(at + 4, at - 4 + mp4.readUInt32BE(at - 4));
    const track: VideoTrack = {
      kind: 'video',
      trackId: 1,
      timescale: 1000,
      width: 128,
      height: 96,
      codec: { type: 'hev1', hvcC },
    };
    const sample = { data: lengthPrefixed(nalUnitsOf(source)), key: true, duration: 400 };
    const file = fileOf(track, [sample]);
    expect(probe(file).streams[0]).toMatchObject({ codec_name: 'hevc', width: 128 });
    // ffmpeg puts the record's parameter sets before each key picture once more; of the pictures it changes nothing.
    const pictures = (annexB: Uint8Array) => nalUnitsOf(annexB).filter((unit) => ((unit[0]! >> 1) & 63) < 32);
    const out = pictures(ffmpeg(file, '-i', 'pipe:0', '-c', 'copy', '-f', 'hevc'));
    expect(out.map((unit) => [...unit])).toEqual(pictures(source).map((unit) => [...unit]));
  });

  const sound = (codec: AudioTrack['codec'], sampleRateHz: number): AudioTrack => ({
    kind: 'audio',
    trackId: 2,
    timescale: sampleRateHz,
    channels: 1,
    sampleRateHz,
    codec,
  });
  const sine = ['-f', 'lavfi', '-i', 'sine=f=440:d=0.5', '-ac', '1'];

  it.each([
    ['pcm-s16le', 's16le', 'pcm_s16le', 2],
    ['pcma', 'alaw', 'pcm_alaw', 1],
    ['pcmu', 'mulaw', 'pcm_mulaw', 1],
  ] as const)('%s comes out as it went in', (type, format, name, bytes) => {
    const pcm = ffmpeg(new Uint8Array(), ...sine, '-ar', '8000', '-f', format);
    const samples = [pcm.subarray(0, 1000), pcm.subarray(1000)].map((data) => ({
      data,
      key: true,
      duration: 1,
      count: data.length / bytes,
    }));
    const track = sound({ type }, 8000);
    const run = { trackId: 2, baseDecodeTime: 0, samples };
    const file = Buffer.concat([initSegment([track]), ...mediaSegment({ sequence: 1, tracks: [run] })]);
    expect(probe(file).streams[0]).toMatchObject({ codec_name: name, sample_rate: '8000', channels: 1 });
    expect(ffmpeg(file, '-i', 'pipe:0', '-c', 'copy', '-f', format)).toEqual(pcm);
  });

  it('AAC comes out as it went in', () => {
    const adts = ffmpeg(new Uint8Array(), ...sine, '-ar', '48000', '-c:a', 'aac', '-f', 'adts');
    const samples: Sample[] = [];
    for (let at = 0; at < adts.length; ) {
      const length = ((adts[at + 3]! & 3) << 11) | (adts[at + 4]! << 3) | (adts[at + 5]! >> 5);
      samples.push({ data: adts.subarray(at + 7, at + length), key: true, duration: 1024 });
      at += length;
    }
    // AAC-LC, 48 kHz, one channel.
    const track = sound({ type: 'aac', audioSpecificConfig: Uint8Array.of(0x11, 0x88) }, 48_000);
    const file = fileOf(track, samples);
    expect(probe(file).streams[0]).toMatchObject({ codec_name: 'aac', profile: 'LC', sample_rate: '48000' });
    expect(ffmpeg(file, '-i', 'pipe:0', '-c', 'copy', '-f', 'adts')).toEqual(adts);
  });

  it('Opus is known for what it is', () => {
    const track = sound({ type: 'opus', preSkip: 312 }, 48_000);
    const file = fileOf(track, [{ data: Uint8Array.of(0xf8, 0xff, 0xfe), key: true, duration: 960 }]);
    expect(probe(file).streams[0]).toMatchObject({ codec_name: 'opus', sample_rate: '48000', channels: 1 });
  });

  it('picture and sound share a fragment', () => {
    const units = unitsOf('baseline');
    const video = videoTrack(units[0]!.data);
    const audio = sound({ type: 'pcma' }, 8000);
    const file = Buffer.concat([
      initSegment([video, audio]),
      ...mediaSegment({
        sequence: 1,
        tracks: [
          {
            trackId: 1,
            baseDecodeTime: 10,
            samples: units.map(({ data, key }) => ({ data: lengthPrefixed(nalUnitsOf(data)), key, duration: 40_000 })),
          },
          {
            trackId: 2,
            baseDecodeTime: 3,
            samples: [{ data: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8), key: true, duration: 1, count: 9 }],
          },
        ],
      }),
    ]);
    const { packets, streams } = probe(file);
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(['video', 'audio']);
    expect(packets.filter(({ stream_index }) => stream_index === 0)).toHaveLength(units.length);
    expect(ffmpeg(file, '-i', 'pipe:0', '-map', '0:a', '-c', 'copy', '-f', 'alaw')).toEqual(
      Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8]),
    );
  });
});
