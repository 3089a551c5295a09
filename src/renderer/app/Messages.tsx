import type { Rect } from '#core/instruments/shared/rect';
import { Slot } from '../viewer/Slot';
import { useViewerState } from '../viewer/viewer-context';

interface Props {
  readonly place: Rect;
  /** No room for tips and buttons. */
  readonly isTight: boolean;
}

/** What the viewer has to say: in the middle while there is no picture, else at the top and out of its way. */
export function Messages({ place, isTight }: Props) {
  const isHeld = useViewerState(({ readings }) => readings.pictureAgeMs !== undefined);
  const { x: left, y: top, width, height } = place;
  return (
    <div className="messages" data-held={isHeld} data-tight={isTight} style={{ left, top, width, height }}>
      <Slot name="message" />
    </div>
  );
}
