import type { StreamInfo } from '#contracts/link';
import { factsOf } from '#core/settings/source-facts';
import { type AcceptedId, SOURCES } from '#core/settings/source-table';
import type { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';

/**
 * Opens a stream of a source that accepts: what is true of all of them stands in the source's row of `SOURCES`.
 *
 * @param info.kind where it is not the row's
 */
export function addAccepted(
  hub: Hub,
  source: AcceptedId,
  info: Pick<StreamInfo, 'id' | 'name' | 'video' | 'telemetry'> & Partial<Pick<StreamInfo, 'kind'>>,
): Stream {
  return hub.add({ ...factsOf(SOURCES[source]), ...info });
}
