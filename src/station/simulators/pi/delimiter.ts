import type { Clip } from './clip';

/** An access unit delimiter (7.3.2.4) that allows any slice type, which is true of every picture. */
const DELIMITER = Uint8Array.of(0, 0, 0, 1, 0x09, 0xf0);

/** The bytes of each picture with the delimiter of the picture after it, so that a player need not wait for that one. */
export function withDelimiterBehind(clip: Clip): Clip {
  return clip.map((picture) => {
    const own = withoutDelimiter(picture.data);
    const data = new Uint8Array(own.length + DELIMITER.length);
    data.set(own);
    data.set(DELIMITER, own.length);
    return { ...picture, data };
  });
}

function withoutDelimiter(data: Uint8Array): Uint8Array {
  const startCode = data[2] === 1 ? 3 : 4;
  return ((data[startCode] ?? 0) & 0x1f) === 9 ? data.subarray(startCode + 2) : data;
}
