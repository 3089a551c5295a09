/**
 * Windows' and Apple's icon files are small containers around PNGs.
 * @typedef {{ size: number, png: Buffer }} Picture `size` in pixels, square
 */

const ICO_HEADER = 6;
const ICO_ENTRY = 16;

/**
 * An `.ico` file (PNG entries, Windows Vista and later).
 * @param {Picture[]} pictures up to 256 px
 */
export function ico(pictures) {
  const header = Buffer.alloc(ICO_HEADER + ICO_ENTRY * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, png }, index) => {
    const at = ICO_HEADER + ICO_ENTRY * index;
    // One byte a side: 0 stands for 256.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** Apple's four letters for a PNG of that size; a second type is the same picture for a Retina screen at half the size. */
const ICNS_TYPES = /** @type {Record<number, string[]>} */ ({
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
});

/**
 * An `.icns` file.
 * @param {Picture[]} pictures sizes without a type of their own are left out
 */
export function icns(pictures) {
  const blocks = pictures.flatMap(({ size, png }) =>
    (ICNS_TYPES[size] ?? []).map((type) => {
      const head = Buffer.alloc(8);
      head.write(type, 'latin1');
      head.writeUInt32BE(head.length + png.length, 4);
      return Buffer.concat([head, png]);
    }),
  );
  const body = Buffer.concat(blocks);
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(head.length + body.length, 4);
  return Buffer.concat([head, body]);
}
