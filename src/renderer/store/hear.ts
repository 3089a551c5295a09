import type { StationMessage } from '#contracts/link';
import { mergePages } from '../library/merge-pages';
import { newFailure } from '../recording/rec-state';
import type { ViewerState } from './viewer-state';

/**
 * What a message of the station that is about no one stream's pictures changes in what the page shows.
 *
 * @returns `undefined` where the message is for somebody else
 */
export function hear(message: StationMessage, state: ViewerState): Partial<ViewerState> | undefined {
  switch (message.type) {
    case 'error':
      return { notice: { message: message.message, tip: message.tip } };
    case 'recordings': {
      const { type: _, ...recordings } = message;
      const failure = newFailure(state.recordings, recordings);
      return { recordings, ...(failure && { notice: { message: failure.message, tip: failure.tip } }) };
    }
    case 'serving': {
      const { serving } = message;
      // A link to what was switched off lets nobody in.
      return { serving, invitation: serving?.state === 'on' ? state.invitation : undefined };
    }
    case 'invitation':
      return { invitation: message.invitation };
    case 'fleet':
      return { fleet: message.fleet };
    case 'library':
      return { library: mergePages(state.library, message.library) };
    case 'camera-recordings':
      return { cameraRecordings: message.answer };
    case 'phones':
      return { phones: message.phones };
    case 'approvals':
      return { pending: message.pending };
    case 'track':
      return message.stream === state.stream?.id ? { track: message.points } : {};
    default:
      return undefined;
  }
}
