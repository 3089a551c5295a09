import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../texts/english';
import { offeredStream, offersSection } from './offered-stream';

const offer = (uri: string, type = 0) => offeredStream({ component: 100, id: 1, name: 'Day', uri, type });

/** As the wire has them: a letter for each byte. */
const BYTES = fc.array(fc.nat(255), { maxLength: 200 }).map((codes) => String.fromCharCode(...codes));

describe('a stream that a vehicle offers', () => {
  it.each([
    ['pi://192.168.1.10:8000', 'pi://192.168.1.10:8000?telemetry=8001'],
    ['PI://cam.local', 'pi://cam.local:8000?telemetry=8001'],
    ['jpeg+ws://[2001:db8::7]:5000/ws/viewer/1', 'jpeg+ws://[2001:db8::7]:5000/ws/viewer/1'],
  ])('is played where a source has its scheme: %s', (uri, place) => {
    expect(offer(uri)).toMatchObject({ name: 'Day', place, stream: expect.any(String), url: expect.any(String) });
    expect(offer(uri).why).toBeUndefined();
  });

  it.each([
    ['5600', 'rtp://0.0.0.0:5600'],
    ['udp://0.0.0.0:5600', 'rtp://0.0.0.0:5600'],
    ['192.168.1.7:5600', 'rtp://0.0.0.0:5600'],
    ['rtp://192.168.1.7:5600', 'rtp://0.0.0.0:5600'],
    ['rtp://[2001:db8::7]:5600', 'rtp://[::]:5600'],
    ['UDP://239.0.0.1:5600/', 'rtp://239.0.0.1:5600'],
    ['rtp://[ff05::1]:5600', 'rtp://[ff05::1]:5600'],
  ])('is received where it is sent by RTP, on a port of ours or of its group: %s', (uri, url) => {
    expect(offer(uri, 1)).toMatchObject({ place: url, url, stream: expect.any(String) });
  });

  it.each([
    ['5600', 3, 'mpegts+udp://0.0.0.0:5600'],
    ['udp://239.0.0.1:5600', 3, 'mpegts+udp://239.0.0.1:5600'],
    ['tcp://192.168.1.10:5600', 2, 'mpegts+tcp://192.168.1.10:5600'],
  ])('is taken as a transport stream where it is said to be one: %s', (uri, type, url) => {
    expect(offer(uri, type)).toMatchObject({ place: url, url, stream: expect.any(String) });
  });

  it.each(['udp://127.0.0.1:5600', 'localhost:5600', '22', 'udp://0.0.0.0:0', '70000'])(
    'is not received where it is sent to that machine itself, or to a port of the system: %s',
    (uri) => {
      expect(offer(uri, 1)).toMatchObject({ refused: true, why: { id: 'offer.here' } });
    },
  );

  it.each([
    ['rtmp://192.168.1.10/main', 0, 'RTMP'],
    ['srt://192.168.1.10:9000', 0, 'SRT'],
    ['tcp://192.168.1.10:5600', 0, 'MPEG/TCP'],
  ])('is named in words where none has: %s', (uri, type, what) => {
    const { why, ...rest } = offer(uri, type);
    expect(rest).toEqual({ name: 'Day', place: uri });
    expect(english(why!)).toMatch(new RegExp(`^${what} cannot be played yet.*ffmpeg`));
  });

  it('is asked for where it is a camera of RTSP', () => {
    const url = 'rtsp://192.168.1.10:8554/main';
    expect(offer(url)).toMatchObject({ place: url, url, stream: expect.any(String) });
  });

  it('shows no password, and has it for the station alone', () => {
    const { place, stream, url } = offer('jpeg+ws://me:s3cret@10.0.0.5:5000/ws/viewer/1?token=t0ken');
    expect(url).toMatch(/me:s3cret@.*token=t0ken/);
    const shown = [
      place,
      stream,
      offer('rtsp://me:s3cret@10.0.0.5/live?token=t0ken').place,
      offer('me:s3cret@x').place,
    ];
    expect(shown.join()).not.toMatch(/s3cret|t0ken/);
    const rows = offersSection([offer('rtsp://me:s3cret@10.0.0.5/live')]);
    expect(JSON.stringify(rows)).not.toContain('s3cret');
  });

  it.each([
    ...['pi://127.0.0.1:22', 'pi://127.1', 'pi://2130706433', 'pi://0x7f000001', 'pi://0177.0.0.1', 'pi://0.0.0.0'],
    ...['pi://localhost', 'pi://a.LOCALHOST.', 'pi://[::1]', 'pi://[::]', 'pi://[::ffff:127.0.0.1]', 'pi://[0:0::1]'],
    ...['pi://256.1.1.1', 'rtsp://127.0.0.1/x', 'rtsp://u:p@localhost/x', 'file:///etc/passwd', 'FILE://host/x'],
  ])('is not followed to this machine: %s', (uri) => {
    expect(offer(uri)).toMatchObject({ refused: true, why: { id: 'offer.here' } });
    expect(offer(uri).url).toBeUndefined();
  });

  it.each([
    ['javascript://x/%0aalert(1)', 'offer.foreign'],
    ['mavlink+udp://10.0.0.5:14550', 'offer.foreign'],
    ['pi://10.0.0.5:8000?vehicle=mavlink%2Budp%3A%2F%2F0.0.0.0%3A1', 'offer.unreadable'],
    ['pi://10.0.0.5:99999', 'offer.unreadable'],
    ['pi://10.0.0.5:8000/path', 'offer.unreadable'],
    ['rtsp://a b', 'offer.unreadable'],
    ['rtsp://a\u202eb/', 'offer.unreadable'],
    [`rtsp://a/${'x'.repeat(200)}`, 'offer.unreadable'],
    ['', 'offer.unreadable'],
    ['nonsense', 'offer.unreadable'],
  ])('is not followed where it is %s', (uri, why) => {
    expect(offer(uri)).toMatchObject({ refused: true, why: { id: why } });
  });

  it('is judged whatever it says, in printable words, bounded, and never played from this machine', () => {
    const start = fc.constantFrom('pi://', 'jpeg+ws://', 'pi://[', 'rtsp://', 'udp://', 'pi://127.', '');
    fc.assert(
      fc.property(start, fc.oneof(fc.string({ maxLength: 200 }), BYTES), fc.nat(255), (begin, rest, type) => {
        const judged = offer(begin + rest, type);
        expect(judged.place).toMatch(/^[\x20-\x7e]{0,320}$/);
        expect(judged.url === undefined).toBe(judged.stream === undefined);
        expect(judged.url === undefined).toBe(judged.why !== undefined);
        // To listen on all addresses of ours is another thing than to be led to one.
        expect((judged.url ?? '').replace(/^rtp:\/\/(0\.0\.0\.0|\[::\]):/, '')).not.toMatch(
          /:\/\/(?:[^@/]*@)?(?:(?:127|0)(?:\.\d+)*|(?:[^/]*\.)?localhost\.?|\[::.*\])[:/]/,
        );
      }),
    );
  });
});
