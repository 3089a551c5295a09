import { describe, expect, it } from 'vitest';
import { parseSourceUrl, type SourceUrl } from '#core/settings/source-url';
import { redirected, targetOf } from './target';

function source(url: string): SourceUrl {
  const read = parseSourceUrl(url);
  if (!read.ok) throw new Error(url);
  return read.value;
}

describe('what a camera is asked for', () => {
  it('has the camera’s own question, and neither ours nor a password', () => {
    const url = 'rtsp://me:s3cret@10.0.0.5/cam?channel=1&transport=tcp&name=Gate&subtype=0';
    expect(targetOf(source(url)).url).toBe('rtsp://10.0.0.5:554/cam?channel=1&subtype=0');
  });
});

describe('where a camera sends us', () => {
  const from = (url: string, location: string) => redirected(location, source(url));

  it('is followed with the password for its own host alone', () => {
    const credentials = { user: 'me', password: 'x' };
    expect(from('rtsp://me:x@10.0.0.5/a', 'rtsp://10.0.0.5:8554/b')).toMatchObject({ port: 8554, credentials });
    expect(from('rtsp://me:x@10.0.0.5/a', 'rtsp://10.0.0.6/b')?.credentials).toBeUndefined();
    expect(from('rtsp://me:x@10.0.0.5/a', 'rtsp://you:y@10.0.0.6/b')?.credentials).toBeUndefined();
  });

  it.each([
    ['rtsp://10.0.0.5', 'rtsp://127.0.0.1:22/'],
    ['rtsp://10.0.0.5', 'rtsp://localhost/'],
    ['rtsp://10.0.0.5', 'rtsp://[::1]/'],
    ['rtsp://[2001:db8::5]', 'rtsp://0.0.0.0/'],
    ['rtsps://10.0.0.5', 'rtsp://10.0.0.5/'],
    ['rtsp://10.0.0.5', 'http://10.0.0.5/'],
    ['rtsp://10.0.0.5', 'pi://10.0.0.6'],
    ['rtsp://10.0.0.5', 'rtsp://'],
    ['rtsp://10.0.0.5', ''],
  ])('is not followed to this machine, out of TLS, or to what is no RTSP: %s to %s', (url, location) => {
    expect(from(url, location)).toBeUndefined();
  });

  it('may be this machine where the camera is on it', () => {
    expect(from('rtsp://127.0.0.1:8554/a', 'rtsp://127.0.0.1:8555/b')).toMatchObject({ port: 8555 });
  });
});
