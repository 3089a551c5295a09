import { readFile } from 'node:fs/promises';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import { detectCodec } from '#core/bitstream/detect-codec';
import { HevcAssembler } from '#core/bitstream/h265/hevc-assembler';
import type { AccessUnit } from '#core/media/access-unit';

/** The pictures of a clip in order; the first is a key picture. */
export type Clip = readonly AccessUnit[];

/** Reads an Annex B file. Throws where it cannot be read or holds no key picture with parameter sets. */
export async function loadClip(file: string, codec?: 'h264' | 'h265'): Promise<Clip> {
  const bytes = await readFile(file);
  const clip = splitClip(bytes, codec);
  const name = (codec ?? detectCodec(bytes)) === 'h265' ? 'H.265' : 'H.264';
  if (clip.length === 0) throw new Error(`${file} has no ${name} key picture with parameter sets`);
  return clip;
}

/** The access units of Annex B bytes of H.264 or H.265, as `codec` or the first NAL unit says, from the first key picture on. */
export function splitClip(bytes: Uint8Array, codec = detectCodec(bytes)): Clip {
  const pictures: AccessUnit[] = [];
  const Assembler = codec === 'h265' ? HevcAssembler : AccessUnitAssembler;
  const assembler = new Assembler({
    onAccessUnit: (unit) => {
      if (unit.key || pictures.length > 0) pictures.push(unit);
    },
    // A clip that joins in mid-group or ends in garbage is played as far as it goes.
    onFault: () => {},
  });
  assembler.push(bytes, 0);
  assembler.flush();
  return pictures;
}

/** Where decoding can begin: the last key picture at or before a picture. */
export function keyAtOrBefore(clip: Clip, index: number): number {
  let at = index;
  while (at > 0 && !clip[at]?.key) at--;
  return at;
}
