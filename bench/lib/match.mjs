/**
 * Numbers begin again with the clip. A step back is a picture that is shown again; a step forward of up to half a clip
 * is the next or a later picture.
 *
 * @param {readonly import('./screen.mjs').Seen[]} seen
 * @param {number} clipPictures
 * @returns {Map<number, number>} picture counted from the connection → when it first stood on the screen, ns
 */
export function firstSeen(seen, clipPictures) {
  const first = new Map();
  let newest = 0;
  for (const { id, at } of seen) {
    if (id < 0 || id >= clipPictures) continue;
    const step = (id - (newest % clipPictures) + clipPictures) % clipPictures;
    if (step > clipPictures / 2) continue;
    newest += step;
    if (!first.has(newest)) first.set(newest, at);
  }
  return first;
}

/**
 * @typedef {object} Shown
 * @property {number} picture counted from the connection
 * @property {number} ms from its last byte entering the socket to its number standing on the screen
 */

/**
 * @param {import('./host.mjs').Sent} sent
 * @param {readonly import('./screen.mjs').Seen[]} seen
 * @param {number} from the first picture that counts: players need a while to settle
 * @returns {Shown[]} those pictures that were seen
 */
export function latencies({ sent, clipPictures }, seen, from) {
  const first = firstSeen(seen, clipPictures);
  return sent.flatMap((lastByte, picture) => {
    const at = first.get(picture);
    return picture < from || at === undefined ? [] : [{ picture, ms: (at - lastByte) / 1e6 }];
  });
}

/**
 * How long after a stalled picture's last byte the delay was normal again.
 * @param {import('./host.mjs').Sent} sent
 * @param {readonly Shown[]} shown
 * @param {{ every: number, from: number, normalMs: number }} stalls
 * @returns {number[]} ms, one for each stall; Infinity where it was not normal before the next one
 */
export function recoveries({ sent }, shown, { every, from, normalMs }) {
  const result = [];
  for (let stalled = every - 1; stalled + every <= sent.length; stalled += every) {
    if (stalled < from) continue;
    const after = shown.filter(({ picture }) => picture >= stalled && picture < stalled + every);
    const back = after.find(({ ms }) => ms <= normalMs);
    result.push(back ? (sent[back.picture] - sent[stalled]) / 1e6 + back.ms : Number.POSITIVE_INFINITY);
  }
  return result;
}
