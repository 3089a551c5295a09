/** The NAL unit that may stand behind a picture and says that it is whole: an access unit delimiter (7.3.2.4). */
export const DELIMITER = Buffer.from([0, 0, 0, 1, 9, 0xf0]);

/** @param {number} type `nal_unit_type` of a coded slice */
const isSlice = (type) => type === 1 || type === 5;

/** @param {Buffer} clip H.264, Annex B */
function* nalUnits(clip) {
  for (let at = 0; at + 4 < clip.length; at += 1) {
    if (clip[at] !== 0 || clip[at + 1] !== 0 || clip[at + 2] !== 1) continue;
    const start = at > 0 && clip[at - 1] === 0 ? at - 1 : at;
    // `first_mb_in_slice` is 0 exactly when its first bit is set.
    yield { start, type: clip[at + 3] & 31, beginsPicture: (clip[at + 4] & 0x80) !== 0 };
    at += 3;
  }
}

/**
 * The access units of a clip that our own script made (progressive, no arbitrary slice order): what stands before a slice
 * belongs to its picture. A splitter of its own, so that the benchmark does not trust the parser that it measures.
 * @param {Buffer} clip
 * @returns {Buffer[]}
 */
export function accessUnits(clip) {
  const units = [];
  let start = 0;
  let hasSlice = false;
  for (const nal of nalUnits(clip)) {
    if (hasSlice && (!isSlice(nal.type) || nal.beginsPicture)) {
      units.push(clip.subarray(start, nal.start));
      start = nal.start;
      hasSlice = false;
    }
    hasSlice ||= isSlice(nal.type);
  }
  if (hasSlice) units.push(clip.subarray(start));
  return units;
}
