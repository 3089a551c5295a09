import { BitReader } from './bit-reader';
import { BitWriter } from './bit-writer';
import type { SequenceParameterSet } from './parameter-set-types';
import { writeVui } from './vui';

/**
 * Writes an SPS anew whose VUI breaks off, with what could be read of it: decoders refuse the whole SPS otherwise.
 *
 * @param nal from its header byte
 * @param sps what was read of it
 * @returns `nal` where there is nothing to mend
 */
export function wholeSps(nal: Uint8Array, { broken_vui_at, vui = {} }: SequenceParameterSet): Uint8Array {
  if (broken_vui_at === undefined) return nal;
  const source = new BitReader(nal);
  const header = source.u(8);
  const out = new BitWriter();
  while (source.bitOffset < broken_vui_at) out.u(1, source.u1());
  writeVui(out, vui);
  return out.nal(header);
}
