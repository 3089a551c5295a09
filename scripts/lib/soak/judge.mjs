/** @typedef {Record<string, number>} Sample what was counted at one moment, by its name */
/** @typedef {{ share: number, more: number }} Margin that may be grown: a share of what it was, and so many beside */

/** What may differ between two quarters of a time of churn, in which no two moments are alike. @type {Record<string, Margin>} */
export const MARGINS = {
  'RSS MiB': { share: 0.2, more: 40 },
  descriptors: { share: 0.25, more: 25 },
  sockets: { share: 0.25, more: 25 },
  'open files': { share: 0.25, more: 10 },
  'temporary files': { share: 0.25, more: 20 },
  'event loop resources': { share: 0.25, more: 40 },
};

/** What may be left when everybody has gone, beside what was there before anybody came. @type {Record<string, Margin>} */
export const LEFT_MARGINS = {
  ...Object.fromEntries(Object.keys(MARGINS).map((name) => [name, { share: 0, more: 10 }])),
  // Memory is given back to the heap, and not to the system; what was asked for once stays.
  'RSS MiB': { share: 1, more: 120 },
};

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Whether anything grew: the median of each name's first quarter against that of its last.
 * @param {readonly Sample[]} samples in their order, as many as there were; at least four
 */
export function growthOf(samples) {
  const quarter = Math.floor(samples.length / 4);
  const names = Object.keys(samples[0] ?? {});
  return names.map((name) => {
    const of = (/** @type {readonly Sample[]} */ part) => median(part.map((sample) => sample[name]));
    return compared(name, of(samples.slice(0, quarter)), of(samples.slice(-quarter)), MARGINS[name]);
  });
}

/** What a stream that is still known holds of its last minutes: an open file, and a minute in segments of 8 s. @type {Sample} */
const OF_A_STREAM = { descriptors: 1, 'open files': 1, 'temporary files': 9 };

/**
 * Whether anything is left but what belongs to streams that are still known: a dash cam that has gone can be looked back at.
 * @param {Sample} before @param {Sample} after @param {number} streams that are known
 */
export function leftOf(before, after, streams = 0) {
  return Object.keys(before).map((name) => {
    const { share, more } = LEFT_MARGINS[name] ?? { share: 0, more: 0 };
    const margin = { share, more: more + streams * (OF_A_STREAM[name] ?? 0) };
    return compared(name, before[name], after[name], margin);
  });
}

/** @param {string} name @param {number} from @param {number} to @param {Margin | undefined} margin */
function compared(name, from, to, margin = { share: 0, more: 0 }) {
  const limit = from * (1 + margin.share) + margin.more;
  return { name, from, to, limit, grows: to > limit };
}
