/** The logarithmic 8 bit of ITU-T G.711 as 16 bit samples: one table for each law. */
const A_LAW = Int16Array.from({ length: 256 }, (_, code) => fromALaw(code));
const MU_LAW = Int16Array.from({ length: 256 }, (_, code) => fromMuLaw(code));

/** Decodes G.711, A-law (`pcma`) or µ-law (`pcmu`), to samples of 16 bits, one a byte. */
export function decodeG711(data: Uint8Array, law: 'pcma' | 'pcmu'): Int16Array {
  const table = law === 'pcma' ? A_LAW : MU_LAW;
  return Int16Array.from(data, (code) => table[code]!);
}

/** Table 1a: sign, three bits of segment, four of interval; even bits inverted on the line. */
function fromALaw(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  const interval = ((bits & 15) << 4) + 8;
  const magnitude = segment === 0 ? interval : (interval + 0x100) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

/** Table 2a: the same with a bias of 33 (here 132, in 16 bits), all bits inverted on the line. */
function fromMuLaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return bits & 0x80 ? -magnitude : magnitude;
}
