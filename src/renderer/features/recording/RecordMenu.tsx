import { Button, Keyboard, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { ACTIONS } from '#contracts/actions';
import { recordingsState } from '../../shared/recordings/recordings-state';
import { pastOf } from '../../streams/shown';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer, useViewerState } from '../../viewer/viewer-context';
import { recordingOf } from './rec-state';
import { keptSeconds, recordFrom, recordStarts } from './record-from';

/** Whether the stream in focus is recorded, and the button that begins it, from now or from before, or ends it. */
export function RecordMenu() {
  const t = useTexts();
  const stream = useViewerState((state) => state.stream);
  const canRecord = useFeatureState(recordingsState, ({ recordings }) => recordings !== undefined);
  const isRecording = useFeatureState(
    recordingsState,
    ({ recordings }) => recordingOf(recordings, stream?.id)?.state === 'recording',
  );
  const isThere = canRecord && stream && !stream.playback;
  if (!isThere) return null;
  return (
    <MenuTrigger>
      <Button
        className="timeline-button record-button"
        aria-label={isRecording ? t('rec.button.about') : t('rec.record')}
        data-recording={isRecording}
      >
        <span className="record-glyph" aria-hidden="true">
          {isRecording ? '■' : '●'}
        </span>
        <span className="record-word" aria-hidden="true">
          {isRecording ? t('rec.stopShort') : t('rec.short')}
        </span>
        <svg viewBox="0 0 16 16" width="10" height="10" aria-hidden="true">
          <path d="m3 10 5-5 5 5" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
        </svg>
      </Button>
      <Popover className="popover" placement="top" offset={6} containerPadding={4}>
        {isRecording ? <WhileRecording /> : <Starts />}
      </Popover>
    </MenuTrigger>
  );
}

function WhileRecording() {
  const t = useTexts();
  const viewer = useViewer();
  return (
    <Menu className="menu" aria-label={t('rec.menu')}>
      <MenuItem className="menu-item" textValue={t('rec.stop')} onAction={() => viewer.run('toggleRecording')}>
        <Text slot="label">{t('rec.stop')}</Text>
        <Keyboard>{ACTIONS.toggleRecording.key}</Keyboard>
      </MenuItem>
      <MenuItem className="menu-item" textValue={ACTIONS.mark.label} onAction={() => viewer.run('mark')}>
        <Text slot="label">{ACTIONS.mark.label}</Text>
        <Keyboard>{ACTIONS.mark.key}</Keyboard>
      </MenuItem>
    </Menu>
  );
}

function Starts() {
  const t = useTexts();
  const viewer = useViewer();
  // As it was when the menu opened: what is chosen must not move away under the pointer.
  const { shown, readings, playback } = viewer.store.getState();
  const past = pastOf({ shown });
  const behindS = past && readings.edgeUs !== undefined ? (readings.edgeUs - past.positionUs) / 1e6 : undefined;
  const starts = recordStarts(keptSeconds({ readings, playback }), behindS);
  return (
    <Menu className="menu" aria-label={t('rec.record')}>
      {starts.map(({ secondsBefore, label }) => (
        <MenuItem
          key={t(label)}
          className="menu-item"
          textValue={t(label)}
          onAction={() => recordFrom(viewer, secondsBefore)}
        >
          <Text slot="label">{t(label)}</Text>
          {keyOf(secondsBefore) && <Keyboard>{keyOf(secondsBefore)}</Keyboard>}
        </MenuItem>
      ))}
    </Menu>
  );
}

function keyOf(secondsBefore: number): string | undefined {
  if (secondsBefore === 0) return ACTIONS.toggleRecording.key;
  return secondsBefore === 60 ? ACTIONS.recordBefore.key : undefined;
}
