import { headerOf, type RtspHeaders } from './message';

/** Where a media is asked for (RFC 2326, C.1.1), and the whole presentation. */
export interface Controls {
  readonly aggregate: string;
  readonly media: string;
}

const SCHEME = /^rtsps?:\/\//i;
/** Longer is none. */
const MAX_URL = 2000;

/**
 * URLs to ask for a media. A relative one is put behind its base as servers do it, not as RFC 3986 would: a query stays in
 * front of it.
 *
 * @param asked the URL that was described
 * @param headers of the description
 * @param session `a=control` of the session
 * @param media that of the media
 */
export function controlsOf(
  asked: string,
  headers: RtspHeaders,
  session: string | undefined,
  media: string | undefined,
): Controls {
  const told = headerOf(headers, 'content-base') ?? headerOf(headers, 'content-location');
  const base = told && isUrl(told) ? told : asked;
  // A media is told beside the base, unless the session's own is a whole URL.
  const ofMedia = session !== undefined && isUrl(session) ? session : base;
  return { aggregate: joined(base, session), media: joined(ofMedia, media) };
}

function joined(base: string, control: string | undefined): string {
  if (control === undefined || control === '' || control === '*' || control.length > MAX_URL) return base;
  if (isUrl(control)) return control;
  if (/\s/.test(control)) return base;
  return `${base.replace(/\/$/, '')}/${control.replace(/^\//, '')}`;
}

function isUrl(text: string): boolean {
  return text.length <= MAX_URL && SCHEME.test(text) && !/\s/.test(text);
}
