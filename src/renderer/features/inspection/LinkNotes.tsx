import { behindMsOf } from '../../streams/status/facts';
import { useViewerState } from '../../viewer/viewer-context';
import { OfferNote } from './OfferNote';
import { VehicleNote } from './VehicleNote';

/** What a person should know of the link of the stream in focus, while it is shown as it is now. */
export function LinkNotes() {
  const isLive = useViewerState((state) => behindMsOf(state) === undefined);
  if (!isLive) return null;
  return (
    <>
      <VehicleNote />
      <OfferNote />
    </>
  );
}
