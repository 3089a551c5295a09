import { Button, Keyboard, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { ACTIONS } from '#contracts/actions';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { recordingOf } from './rec-state';
import { keptSeconds, recordFrom, recordStarts } from './record-from';

/** Whether the stream in focus is recorded, and the button that begins it, from now or from before, or ends it. */
export function RecordMenu() {
  const isThere = useViewerState(({ stream, recordings }) => recordings !== undefined && stream && !stream.playback);
  const isRecording = useViewerState(
    ({ stream, recordings }) => recordingOf(recordings, stream?.id)?.state === 'recording',
  );
  if (!isThere) return null;
  return (
    <MenuTrigger>
      <Button
        className="timeline-button record-button"
        aria-label={isRecording ? 'Recording: end it, or mark a moment' : 'Record'}
        data-recording={isRecording}
      >
        <span className="record-glyph" aria-hidden="true">
          {isRecording ? '■' : '●'}
        </span>
        <span className="record-word" aria-hidden="true">
          {isRecording ? 'Stop' : 'Rec'}
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
  const { run } = useViewer();
  return (
    <Menu className="menu" aria-label="Recording">
      <MenuItem className="menu-item" textValue="Stop recording" onAction={() => run('toggleRecording')}>
        <Text slot="label">Stop recording</Text>
        <Keyboard>{ACTIONS.toggleRecording.key}</Keyboard>
      </MenuItem>
      <MenuItem className="menu-item" textValue={ACTIONS.mark.label} onAction={() => run('mark')}>
        <Text slot="label">{ACTIONS.mark.label}</Text>
        <Keyboard>{ACTIONS.mark.key}</Keyboard>
      </MenuItem>
    </Menu>
  );
}

function Starts() {
  const { viewer } = useViewer();
  // As it was when the menu opened: what is chosen must not move away under the pointer.
  const { back, readings, playback } = viewer.store.getState();
  const behindS = back && readings.edgeUs !== undefined ? (readings.edgeUs - back.positionUs) / 1e6 : undefined;
  const starts = recordStarts(keptSeconds({ readings, playback }), behindS);
  return (
    <Menu className="menu" aria-label="Record">
      {starts.map(({ secondsBefore, label }) => (
        <MenuItem
          key={label}
          className="menu-item"
          textValue={label}
          onAction={() => recordFrom(viewer, secondsBefore)}
        >
          <Text slot="label">{label}</Text>
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
