import { Button } from 'react-aria-components';
import type { PlaybackInfo } from '#contracts/playback';
import { formatNumber, formatSpan } from '#core/telemetry/format';
import { type Text, text } from '#core/texts/text';
import { timelineControl } from '../../shared/past/control';
import { formatClock } from '../../shared/past/scale';
import { useTrack } from '../../shared/past/use-track';
import { pastOf } from '../../streams/shown';
import { useTexts } from '../../ui/use-texts';
import { playedRecordings } from '../../viewer/played-recordings';
import { Slot } from '../../viewer/Slot';
import { useService, useViewerState } from '../../viewer/viewer-context';
import { Plot } from './Plot';
import { Scrubber } from './Scrubber';
import { SelectButton, SelectionBar } from './SelectionBar';
import { SelectionHandles } from './SelectionHandles';
import { Strip } from './Strip';
import { useAwake } from './use-awake';
import { useTimelineKeys } from './use-timeline-keys';

/**
 * What can be looked back at, and where one is: one for all pictures that are shown. It hides 3 s after the mouse or its
 * last key, and comes with Tab.
 */
export function Timeline() {
  const t = useTexts();
  const control = useService(timelineControl);
  const played = useService(playedRecordings);
  const { stream, playback, past, edgeUs, isRecording } = useViewerState(({ stream, playback, shown, readings }) => ({
    stream: stream?.id,
    playback,
    past: pastOf({ shown }),
    edgeUs: readings.edgeUs,
    isRecording: stream?.playback !== undefined,
  }));
  const [isAwake, wake] = useAwake();
  const isThere = playback?.range !== undefined;
  useTimelineKeys(isThere, wake);
  const track = useTrack(isThere && isAwake);
  if (!playback?.range || edgeUs === undefined) return <TimelineOff reason={playback?.off} isAwake={isAwake} />;
  const range = { beginUs: playback.range.beginUs, endUs: Math.max(edgeUs, playback.range.endUs) };
  const positionUs = past?.positionUs ?? range.endUs;
  const isLive = past === undefined && !isRecording;
  const behind = `−${formatSpan((range.endUs - positionUs) / 1000)}`;
  const far = isRecording ? t(placeIn(range, positionUs)) : behind;
  const isPaused = past?.rate === 0;
  return (
    <section className="timeline" data-idle={!isAwake} data-back={!isLive} aria-label={t('timeline.title')}>
      <div className="timeline-track">
        {stream !== undefined && <Strip stream={stream} range={range} isSeen={isAwake} />}
        <Plot points={track} range={range} />
        <Scrubber
          range={range}
          positionUs={positionUs}
          words={isRecording ? far : t('timeline.behind', { span: behind.replace('−', '') })}
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
          <span className="timeline-behind">{isLive ? t('timeline.live') : far}</span>
          <TelemetryShift us={playback.telemetryShiftUs} />
        </p>
        <Button className="timeline-button" aria-label={t('timeline.back')} onPress={() => control.step(-1)}>
          <Icon path="M3 3v10M13 3 6 8l7 5z" />
        </Button>
        <Button
          className="timeline-button"
          aria-label={isLive || !isPaused ? t('dialog.pause') : t('dialog.play')}
          onPress={() => control.pauseOrPlay()}
        >
          <Icon path={isLive || !isPaused ? 'M5 3v10M11 3v10' : 'M4 2.5v11l9-5.5z'} />
        </Button>
        <Button className="timeline-button" aria-label={t('timeline.on')} onPress={() => control.step(1)}>
          <Icon path="M13 3v10M3 3l7 5-7 5z" />
        </Button>
        <Rate rate={past && !isPaused ? past.rate : control.rate} isLive={isLive} />
        {!isRecording && (
          <Button
            className="timeline-button timeline-minor"
            aria-label={t('timeline.mark')}
            onPress={() => control.mark()}
          >
            <Icon path="M4 2h8v12l-4-3-4 3z" />
          </Button>
        )}
        <SelectButton />
        {!isRecording && <Slot name="timeline" />}
        <Button
          className="timeline-button timeline-live"
          aria-label={isLive ? t('timeline.live') : t('timeline.toLive')}
          isDisabled={isLive}
          onPress={() => (isRecording ? played.closeAll() : control.live())}
        >
          <span aria-hidden="true">{isLive ? '●' : '○'}</span> {t('timeline.live')}
        </Button>
      </div>
      <SelectionBar range={range} />
    </section>
  );
}

/** What the log under the film is moved by, where it is. */
function TelemetryShift({ us }: { readonly us: number | undefined }) {
  const t = useTexts();
  if (us === undefined) return null;
  const seconds = formatNumber(us / 1e6, 1);
  return (
    <output className="timeline-behind">
      {us === 0 ? null : t('timeline.telemetryShift', { seconds: us > 0 ? `+${seconds}` : seconds })}
    </output>
  );
}

/** `0:07 of 1:30`. */
function placeIn({ beginUs, endUs }: PlaybackInfo, positionUs: number): Text {
  return text('timeline.of', {
    at: formatSpan((positionUs - beginUs) / 1000),
    length: formatSpan((endUs - beginUs) / 1000),
  });
}

/** Slower, the rate, faster. */
function Rate({ rate, isLive }: { readonly rate: number; readonly isLive: boolean }) {
  const t = useTexts();
  const timeline = useService(timelineControl);
  return (
    <div className="timeline-rate">
      <Button
        className="timeline-button"
        aria-label={t('timeline.slower')}
        isDisabled={isLive}
        onPress={() => timeline.faster(-1)}
      >
        <Icon path="M3 8h10" />
      </Button>
      <output aria-label={t('timeline.speed')}>×{rate}</output>
      <Button
        className="timeline-button"
        aria-label={t('timeline.faster')}
        isDisabled={isLive}
        onPress={() => timeline.faster(1)}
      >
        <Icon path="M3 8h10M8 3v10" />
      </Button>
    </div>
  );
}

/** Why there is nothing to look back at, where the station says so. */
function TimelineOff({ reason, isAwake }: { readonly reason: Text | undefined; readonly isAwake: boolean }) {
  const t = useTexts();
  if (reason === undefined) return null;
  return (
    <section className="timeline timeline-off" data-idle={!isAwake} aria-label={t('timeline.title')}>
      {t(reason)}
      <Slot name="timeline" />
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
