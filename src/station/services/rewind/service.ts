import { RECORD_FLAGS } from '#core/settings/record-flags';
import { REWIND_FLAGS } from '#core/settings/rewind-flags';
import { type RunningService, type ServiceContext, service } from '../../extension/service';
import { REWIND, Rewind, type RewindOptions } from './rewind';

/** Keeps the last minutes of every stream. */
export const rewindService = service({
  id: 'rewind',
  flags: { ...REWIND_FLAGS, recordReserve: RECORD_FLAGS.recordReserve },
  closes: 'past',
  start: (context, { rewindMinutes: minutes, rewindBytes: bytes, recordReserve }) =>
    // A recording stops at its reserve and begins again at twice as much: rewinding has let go by then.
    startRewind(context, { minutes, bytes, reserveBytes: 3 * recordReserve }),
});

/** The service with settings of another kind than flags. */
export function startRewind(
  { hub, log, provide }: ServiceContext,
  options: Omit<RewindOptions, 'hub' | 'log'>,
): RunningService {
  const rewind = new Rewind({ hub, log, ...options });
  provide(REWIND, rewind);
  return rewind;
}
