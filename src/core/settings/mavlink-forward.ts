import { type Endpoint, parseEndpoint } from './endpoint';

/** More ends than a ground crew has programs. */
const MAX_ENDS = 8;
const PREFIX = 'udp://';

/** Reads `udp://host:port[,udp://host:port …]`. @returns `undefined` where the text is not that */
export function parseForward(text: string): readonly Endpoint[] | undefined {
  const ends = text.split(',').map((one) => {
    const url = one.trim();
    const end = url.startsWith(PREFIX) ? parseEndpoint(url.slice(PREFIX.length)) : undefined;
    return end && end.port > 0 ? end : undefined;
  });
  const known = ends.filter((end) => end !== undefined);
  return known.length === ends.length && ends.length <= MAX_ENDS ? known : undefined;
}
