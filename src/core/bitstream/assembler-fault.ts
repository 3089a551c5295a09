import type { AccessUnit } from '../media/access-unit';
import type { ParseFault } from './parameter-set-types';
import type { DamageReason } from './picture-end/verdict';

/** What an assembler could not use. Faults are normal on a radio link; the stream goes on behind them. */
export type AssemblerFault =
  /** Bytes that belong to no NAL unit: before the first start code, or behind a picture that was ended early. */
  | { readonly kind: 'garbage'; readonly bytes: number }
  /** An access unit above the limit was dropped. Later pictures may refer to it: wait for the next key picture. */
  | { readonly kind: 'oversize'; readonly bytes: number }
  /** A NAL unit whose forbidden_zero_bit is set was cut out. */
  | { readonly kind: 'forbidden-zero-bit' }
  /** An SPS (7) or PPS (8) that cannot be read was cut out; an older one with the same id stays in force. */
  | { readonly kind: 'parameter-set'; readonly nal_unit_type: number; readonly error: ParseFault }
  /**
   * `frame_num` leaps: pictures between the last one and this one never came. This one is emitted all the same, and is
   * false where it refers to them: wait for the next key picture.
   */
  | { readonly kind: 'missing-pictures'; readonly frame_num: number }
  /** A picture whose first macroblock never came was not emitted. Wait for the next key picture. */
  | { readonly kind: 'incomplete-picture' }
  /**
   * A picture of which a part is missing or broken was not emitted; it is here for who wants it all the same. What refers to
   * it is false: wait for the next key picture, unless it is `disposable`, to which no other picture refers.
   */
  | {
      readonly kind: 'damaged-picture';
      readonly reason: DamageReason;
      readonly disposable: boolean;
      readonly unit: AccessUnit;
    }
  /** A slice that ends within its header was cut out. */
  | { readonly kind: 'broken-slice' }
  /** A slice of a picture that had already been ended early, or dropped, was cut out. */
  | { readonly kind: 'late-slice' }
  /** An access unit whose parameter sets have not come yet was not emitted. */
  | { readonly kind: 'waiting-for-parameter-sets'; readonly bytes: number };
