import type { StationMessage } from '#contracts/link';
import { formatClock } from './scale';

/** Says where a mark was set: `Marked 14:03:41, in the recording too`. */
export function describeMark({
  atUs,
  streams,
  recordings,
}: Pick<Extract<StationMessage, { type: 'marked' }>, 'atUs' | 'streams' | 'recordings'>): string {
  const at = `Marked ${formatClock(atUs)}`;
  if (recordings === 0) return streams > 1 ? `${at} in ${streams} streams` : at;
  if (streams === 1) return `${at}, in the recording too`;
  const all = recordings === 1 ? 'a recording' : `${recordings} recordings`;
  return `${at} in ${streams} streams, in ${all} too`;
}
