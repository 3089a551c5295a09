import { useEffect, useState } from 'react';
import { useTexts } from '../ui/use-texts';

/** What phones add to a track's capabilities and constraints (W3C Image Capture, “torch”). */
interface TorchConstraint extends MediaTrackConstraintSet {
  readonly torch: boolean;
}

/** The phone's light, where the camera that is shared has one. */
export function Torch({ track }: { readonly track: MediaStreamVideoTrack }) {
  const t = useTexts();
  const [isOn, setOn] = useState(false);
  // Another camera begins with its light off.
  useEffect(() => setOn(false), [track]);
  if (!hasTorch(track)) return null;
  const toggle = () => {
    const light: TorchConstraint = { torch: !isOn };
    track.applyConstraints({ advanced: [light] }).then(
      () => setOn(!isOn),
      () => setOn(false),
    );
  };
  return (
    <button className="button" type="button" onClick={toggle}>
      {isOn ? t('phone.lightOff') : t('phone.lightOn')}
    </button>
  );
}

function hasTorch(track: MediaStreamTrack): boolean {
  // Firefox tells no capabilities.
  const capabilities: object = track.getCapabilities?.() ?? {};
  return 'torch' in capabilities && capabilities.torch === true;
}
