import { Button } from 'react-aria-components';
import type { PlaybackInfo } from '#contracts/playback';
import { formatSpan } from '#core/telemetry/format';
import { RecordMenu } from '../recording/RecordMenu';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { Plot } from './Plot';
import { Scrubber } from './Scrubber';
import { SelectButton, SelectionBar } from './SelectionBar';
import { SelectionHandles } from './SelectionHandles';
import { Strip } from './Strip';
import { formatClock } from './scale';
import { useAwake } from './use-awake';
import { useTimelineKeys } from './use-timeline-keys';
import { useTrack } from './use-track';

/**
 * What can be looked back at, and where one is: one for all pictures that are shown. It hides 3 s after the mouse or its
 * last key, and comes for whoever tabs to it.
 */
export function Timeline() {
  const { viewer } = useViewer();
  const control = viewer.timeline;
  const { stream, playback, back, edgeUs, isRecording } = useViewerState(({ stream, playback, back, readings }) => ({
    stream: stream?.id,
    playback,
    back,
    edgeUs: readings.edgeUs,
    isRecording: stream?.playback !== undefined,
  }));
  const [isAwake, wake] = useAwake();
  const isThere = playback?.range !== undefined;
  useTimelineKeys(isThere, wake);
  const track = useTrack(isThere && isAwake);
  if (!playback?.range || edgeUs === undefined) return <TimelineOff reason={playback?.off} isAwake={isAwake} />;
  const range = { beginUs: playback.range.beginUs, endUs: Math.max(edgeUs, playback.range.endUs) };
  const positionUs = back?.positionUs ?? range.endUs;
  const isLive = back === undefined && !isRecording;
  const behind = `−${formatSpan((range.endUs - positionUs) / 1000)}`;
  const far = isRecording ? placeIn(range, positionUs) : behind;
  const isPaused = back?.rate === 0;
  return (
    <section className="timeline" data-idle={!isAwake} data-back={!isLive} aria-label="Timeline">
      <div className="timeline-track">
        {stream !== undefined && <Strip stream={stream} range={range} isSeen={isAwake} />}
        <Plot points={track} range={range} />
        <Scrubber
          range={range}
          positionUs={positionUs}
          words={isRecording ? far : `${behind.replace('−', '')} behind live`}
          isRecording={isRecording}
          gaps={playback.gaps}
          marks={playback.marks}
          isLive={isLive}
        />
        <SelectionHandles range={range} onUse={wake} />
      </div>
      <div className="timeline-row">
        <p className="timeline-clock">
          <span>{formatClock(positionUs)}</span>
          <span className="timeline-behind">{isLive ? 'Live' : far}</span>
        </p>
        <Button className="timeline-button" aria-label="One picture back" onPress={() => control.step(-1)}>
          <Icon path="M3 3v10M13 3 6 8l7 5z" />
        </Button>
        <Button
          className="timeline-button"
          aria-label={isLive || !isPaused ? 'Pause' : 'Play'}
          onPress={() => control.pauseOrPlay()}
        >
          <Icon path={isLive || !isPaused ? 'M5 3v10M11 3v10' : 'M4 2.5v11l9-5.5z'} />
        </Button>
        <Button className="timeline-button" aria-label="One picture on" onPress={() => control.step(1)}>
          <Icon path="M13 3v10M3 3l7 5-7 5z" />
        </Button>
        <Rate rate={back && !isPaused ? back.rate : control.rate} isLive={isLive} />
        {!isRecording && (
          <Button
            className="timeline-button timeline-minor"
            aria-label="Mark this moment"
            onPress={() => control.mark()}
          >
            <Icon path="M4 2h8v12l-4-3-4 3z" />
          </Button>
        )}
        <SelectButton />
        {!isRecording && <RecordMenu />}
        <Button
          className="timeline-button timeline-live"
          aria-label={isLive ? 'Live' : 'Back to live'}
          isDisabled={isLive}
          onPress={() => (isRecording ? viewer.played.closeAll() : control.live())}
        >
          <span aria-hidden="true">{isLive ? '●' : '○'}</span> Live
        </Button>
      </div>
      <SelectionBar range={range} />
    </section>
  );
}

/** `0:07 of 1:30`. */
function placeIn({ beginUs, endUs }: PlaybackInfo, positionUs: number): string {
  return `${formatSpan((positionUs - beginUs) / 1000)} of ${formatSpan((endUs - beginUs) / 1000)}`;
}

/** Slower, the rate, faster. */
function Rate({ rate, isLive }: { readonly rate: number; readonly isLive: boolean }) {
  const { timeline } = useViewer().viewer;
  return (
    <div className="timeline-rate">
      <Button className="timeline-button" aria-label="Slower" isDisabled={isLive} onPress={() => timeline.faster(-1)}>
        <Icon path="M3 8h10" />
      </Button>
      <output aria-label="Speed">×{rate}</output>
      <Button className="timeline-button" aria-label="Faster" isDisabled={isLive} onPress={() => timeline.faster(1)}>
        <Icon path="M3 8h10M8 3v10" />
      </Button>
    </div>
  );
}

/** Why there is nothing to look back at, where the station says so. */
function TimelineOff({ reason, isAwake }: { readonly reason: string | undefined; readonly isAwake: boolean }) {
  if (reason === undefined) return null;
  return (
    <section className="timeline timeline-off" data-idle={!isAwake} aria-label="Timeline">
      {reason}
      <RecordMenu />
    </section>
  );
}

function Icon({ path }: { readonly path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
