/** What is kept of a host in an id: as much as tells streams apart in a log. */
const MAX_SLUG = 40;

/**
 * The id of a source's stream: the same on every start, whatever the stream is called and with whichever password it is
 * fetched. It says nothing but the host, stands in a path as it is, and no producer can ask for it: their ids have no `~`.
 *
 * @param identity the source's URL without its secrets
 */
export function sourceStreamId(host: string, identity: string): string {
  const slug = host.replace(/[^\w.-]+/g, '-').slice(0, MAX_SLUG);
  return `${slug}~${hash53(identity).toString(36).padStart(11, '0')}`;
}

/** 53 bits that tell the few hundred sources of a station apart; nothing secret goes in. (cyrb53, public domain.) */
function hash53(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (b & 0x1fffff) + (a >>> 0);
}
