import type { StationMessage } from '#contracts/link';
import { type Text, text } from '#core/texts/text';
import { formatClock } from '../../shared/past/scale';

/** Says where a mark was set: `Marked 14:03:41, in the recording too`. */
export function describeMark({
  atUs,
  streams,
  recordings,
}: Pick<Extract<StationMessage, { type: 'marked' }>, 'atUs' | 'streams' | 'recordings'>): Text {
  const time = formatClock(atUs);
  if (recordings === 0) return streams > 1 ? text('mark.streams', { time, streams }) : text('mark.set', { time });
  if (streams === 1) return text('mark.recording', { time });
  return text('mark.recordings', { time, streams, recordings });
}
