import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVideoFormat } from './description';
import { parseSdp } from './sdp';

/** As ffmpeg 5.1 prints for `-f rtp`, with a camera's own line. */
const FFMPEG = `v=0
o=- 0 0 IN IP4 127.0.0.1
s=No Name
c=IN IP4 127.0.0.1/64
t=0 0
x-camera=strange
a=tool:libavformat LIBAVFORMAT_VERSION
m=audio 5602 RTP/AVP 97
a=rtpmap:97 MPEG4-GENERIC/48000/2
m=video 5600 RTP/AVP 96
b=AS:200
a=rtpmap:96 H264/90000
a=fmtp:96 packetization-mode=1; sprop-parameter-sets=Z0LADNsCgL/lwEQAAAMABAAAAwDwPFC64A==,aMqDyyA=; profile-level-id=42C00C
a=control:streamid=0
`;

describe('a description', () => {
  it('is read as a program prints it, with any ends of lines', () => {
    const read = parseSdp(FFMPEG);
    expect(read).toEqual(parseSdp(FFMPEG.replaceAll('\n', '\r\n')));
    expect(read.media.map(({ kind, port, address }) => [kind, port, address])).toEqual([
      ['audio', 5602, '127.0.0.1'],
      ['video', 5600, '127.0.0.1'],
    ]);
    expect(read.media[0]?.formats[0]).toMatchObject({ encoding: 'mpeg4-generic', clockRate: 48_000, channels: 2 });
    expect(read.media[1]?.attributes.get('control')).toBe('streamid=0');
    expect(read.attributes.get('tool')).toBe('libavformat LIBAVFORMAT_VERSION');
  });

  it('gives the codec of its video, and the parameter sets beside the stream', () => {
    const format = readVideoFormat(parseSdp(FFMPEG).media.flatMap(({ formats }) => formats));
    expect(format).toMatchObject({ codec: 'h264', payloadType: 96 });
    const sets = format !== 'interleaved' && format ? Buffer.from(format.parameterSets).toString('hex') : '';
    expect(sets).toMatch(/^000000016742c00c.*0000000168ca83cb20$/);
  });

  const h265 = (fmtp: string) =>
    readVideoFormat(
      parseSdp(`m=video 0 RTP/AVP 98\na=rtpmap:98 H265/90000\na=fmtp:98 ${fmtp}`).media[0]?.formats ?? [],
    );

  it('gives the sets of H.265 in the order in which they are needed', () => {
    expect(h265('sprop-pps=Aw==; sprop-sps=Ag==;sprop-vps=AQ==')).toMatchObject({
      codec: 'h265',
      parameterSets: Uint8Array.of(0, 0, 0, 1, 1, 0, 0, 0, 1, 2, 0, 0, 0, 1, 3),
    });
  });

  it('that cannot be read as base64 gives no sets: those in the stream are waited for', () => {
    expect(h265('sprop-sps=***')).toMatchObject({ codec: 'h265', parameterSets: new Uint8Array() });
  });

  it('of interleaved units is refused as such', () => {
    expect(h265('sprop-max-don-diff=2')).toBe('interleaved');
    expect(readVideoFormat(parseSdp('m=video 0 RTP/AVP 26\n').media[0]?.formats ?? [])).toBeUndefined();
  });

  it('of any text never throws, and stays bounded', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('m=video 5000 RTP/AVP 96 97', 'a=rtpmap:96 H264/90000', 'a=fmtp:96 ;;=;a', 'c=IN IP4 1.2.3.4/1'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        for (const { formats } of parseSdp(lines.join('\n')).media) readVideoFormat(formats);
      }),
    );
    const much = parseSdp('m=video 1 RTP/AVP 96\n'.repeat(3000) + 'a=x:1\n'.repeat(3000));
    expect(much.media.length).toBeLessThanOrEqual(32);
  });
});
