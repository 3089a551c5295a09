import { type Text, text } from '#core/texts/text';

/** profile_idc and the constraint flags of `avc1.PPCCLL` (RFC 6381, 3.3). */
const AVC = /^avc[13]\.([0-9a-f]{2})([0-9a-f]{2})[0-9a-f]{2}$/i;
const BASELINE = 0x42;
const EXTENDED = 0x58;
/** Main and High: 8 bit 4:2:0. */
const USUAL = new Set([0x4d, 0x64]);
/** Set where a Baseline stream has nothing that Main lacks: no slice groups, no free order of slices. */
const CONSTRAINT_SET1 = 0x40;

/** What to try where the browser's decoder refuses a stream. @param codec as its SPS names it */
export function decoderAdvice(codec: string | undefined): Text {
  if (codec === undefined) return text('status.decoder.tip');
  const match = AVC.exec(codec);
  const [profile, constraints] = [match?.[1], match?.[2]].map((hex) => Number.parseInt(hex ?? '', 16));
  const isConstrained = ((constraints ?? 0) & CONSTRAINT_SET1) !== 0;
  if (profile === EXTENDED || (profile === BASELINE && !isConstrained)) return text('status.decoder.slices.tip');
  const isUsual = profile === BASELINE || USUAL.has(profile ?? 0);
  return isUsual ? text('status.decoder.usual.tip', { codec }) : text('status.decoder.tipForCodec', { codec });
}
