import { useEffect, useRef } from 'react';
import { useTexts } from '../../ui/use-texts';

interface Props {
  readonly track: MediaStreamVideoTrack | undefined;
  /** Shown while there is nothing to see. */
  readonly hint: string;
}

/** What the camera sees, on this machine alone. */
export function Preview({ track, hint }: Props) {
  const t = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = track ? new MediaStream([track]) : null;
  }, [track]);
  return (
    <div className="share-preview">
      <video ref={video} muted autoPlay playsInline hidden={!track} aria-label={t('share.preview')} />
      {!track && <p>{hint}</p>}
    </div>
  );
}
