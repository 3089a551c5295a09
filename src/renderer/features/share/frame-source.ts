/** Ends the reading; the track goes on. */
export type StopReading = () => void;

/**
 * Gives each picture of a track as it comes. The receiver of a frame closes it.
 *
 * Chromium hands them over as they are; elsewhere they are taken from a video element, which shows the newest only.
 */
export function readFrames(track: MediaStreamVideoTrack, onFrame: (frame: VideoFrame) => void): StopReading {
  return 'MediaStreamTrackProcessor' in window ? readTrack(track, onFrame) : readElement(track, onFrame);
}

function readTrack(track: MediaStreamVideoTrack, onFrame: (frame: VideoFrame) => void): StopReading {
  // Two: one that is being taken, and the newest. The browser drops the older ones itself.
  const processor = new MediaStreamTrackProcessor({ track, maxBufferSize: 2 });
  const reader = processor.readable.getReader();
  let stopped = false;
  const next = (): void => {
    reader.read().then(
      ({ value, done }) => {
        if (value && stopped) value.close();
        else if (value) onFrame(value);
        if (!done && !stopped) next();
      },
      // The track's own end says why.
      () => undefined,
    );
  };
  next();
  return () => {
    stopped = true;
    reader.cancel().catch(() => undefined);
  };
}

function readElement(track: MediaStreamVideoTrack, onFrame: (frame: VideoFrame) => void): StopReading {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  let handle = 0;
  const next = () => {
    handle = video.requestVideoFrameCallback(() => {
      if (video.videoWidth > 0) onFrame(new VideoFrame(video, { timestamp: performance.now() * 1000 }));
      next();
    });
  };
  next();
  // A muted element may always play; one that is taken down meanwhile rejects, which no longer matters.
  video.play().catch(() => undefined);
  return () => {
    video.cancelVideoFrameCallback(handle);
    video.srcObject = null;
  };
}
