import type { Clip } from '../player/numbered-clip';

/** The NAL units of bytes of H.264, each with its start code. */
function nalsOf(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf('000001', 0, 'hex'); at >= 0; at = bytes.indexOf('000001', at + 3, 'hex')) {
    starts.push(bytes[at - 1] === 0 ? at - 1 : at);
  }
  return starts.map((start, n) => bytes.subarray(start, starts[n + 1] ?? bytes.length));
}

const typeOf = (nal: Buffer) => (nal[nal.indexOf(1) + 1] ?? 0) & 31;

/** A clip with other NAL units in its pictures. @param change gives those of one, of which the clip's number `n` is */
function changed({ bytes, units }: Clip, change: (nals: readonly Buffer[], n: number) => readonly Buffer[]): Clip {
  const pictures = units.map(({ start, end }, n) => Buffer.concat(change(nalsOf(bytes.subarray(start, end)), n)));
  let end = 0;
  return {
    bytes: Buffer.concat(pictures),
    units: pictures.map(({ length }, n) => {
      end += length;
      return { start: end - length, end, key: units[n]?.key ?? false };
    }),
  };
}

/** A clip whose pictures do not say where decoding can begin. */
export function withoutSei(clip: Clip): Clip {
  return changed(clip, (nals) => nals.filter((nal) => typeOf(nal) !== 6));
}

/** A clip that gives its first picture's parameter sets again before each. */
export function repeatingSets(clip: Clip): Clip {
  const sets = nalsOf(clip.bytes.subarray(0, clip.units[0]?.end)).filter((nal) => [7, 8].includes(typeOf(nal)));
  return changed(clip, (nals, n) => (n === 0 ? nals : [...sets, ...nals]));
}
