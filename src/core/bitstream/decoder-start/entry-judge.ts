import type { AccessUnit } from '../../media/access-unit';
import type { Prelude } from '../prelude';
import { parseSps } from '../sps';
import { recoveryOf, withRecoveryPoint } from './recovery-point';

/**
 * Decides whether pictures of I slices alone that bear no recovery point are entries of a stream of H.264. Those behind such
 * a picture may still refer to what came before it, as they do behind the I pictures that an encoder puts in at a change of
 * scene; a decoder that began there would show them false.
 */
export class EntryJudge {
  /** I pictures without a recovery point since the last entry that is certain. */
  #guesses = 0;

  /** @returns the picture; an entry bears a recovery point afterwards, any other says that it is none */
  take(unit: AccessUnit, prelude: Prelude): AccessUnit {
    const { entry, ...plain } = unit;
    if (entry === undefined) return unit;
    if (entry === 'idr' || recoveryOf(unit.data, prelude.sei) !== undefined) {
      this.#guesses = 0;
      return unit;
    }
    this.#guesses++;
    if (!this.#isCertain(unit.data, prelude)) return plain;
    return { ...unit, data: withRecoveryPoint(unit.data, prelude) };
  }

  /** With one reference picture nothing reaches past the I picture; and where I pictures alone come, they are what the encoder begins with. */
  #isCertain(data: Uint8Array, { sps: [sps] }: Prelude): boolean {
    if (this.#guesses > 1) return true;
    const parsed = sps && parseSps(data.subarray(sps.start, sps.end));
    return parsed?.ok === true && parsed.value.max_num_ref_frames <= 1;
  }
}
