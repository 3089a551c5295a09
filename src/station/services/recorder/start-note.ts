import { type Advice, text } from '#core/texts/text';
import type { Stream } from '../../hub/stream';

const NOTHING_COMES: Advice = {
  message: text('recorder.nothingComes'),
  tip: text('recorder.nothingComes.tip'),
};

const NOTHING_BEGINS: Advice = {
  message: text('recorder.noEntry'),
  tip: text('recorder.noEntry.tip'),
};

/** What a person is to know of a recording that begins now. */
export function noteOf(stream: Stream): Advice | undefined {
  if (stream.lacksEntry) return NOTHING_BEGINS;
  return stream.givesPictures ? undefined : NOTHING_COMES;
}
