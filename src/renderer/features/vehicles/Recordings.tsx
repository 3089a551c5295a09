import { type FormEvent, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import type { Vehicle } from '#contracts/vehicles';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';
import { describeRecording, localInput, vehicleName } from './describe-vehicle';
import { vehiclesState } from './vehicles-state';

const HOUR_MS = 3600_000;

/** Asks a vehicle what one of its cameras recorded between two times, and plays it. */
export function Recordings({ vehicle }: { readonly vehicle: Vehicle }) {
  const t = useTexts();
  const viewer = useViewer();
  const [isAsking, setIsAsking] = useState(false);
  const answer = useFeatureState(vehiclesState, (state) =>
    state.cameraRecordings?.sim === vehicle.sim ? state.cameraRecordings : undefined,
  );
  const [begun] = useState(() => Date.now());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [fromMs, toMs] = [Date.parse(String(data.get('from'))), Date.parse(String(data.get('to')))];
    if (!(fromMs < toMs)) return;
    setIsAsking(true);
    viewer.get(vehiclesState).setState({ cameraRecordings: undefined });
    viewer.send({
      type: 'fleet',
      about: { ask: 'recordings', sim: vehicle.sim, channel: Number(data.get('channel')), fromMs, toMs },
    });
  };
  const state = answer
    ? answer.recordings
      ? t('vehicles.found', { recordings: answer.recordings.length })
      : t('vehicles.noAnswer')
    : t('vehicles.asking');
  return (
    <section className="vehicle-recordings" aria-label={t('vehicles.recordingsOf', { name: vehicleName(vehicle) })}>
      <Form className="form" onSubmit={submit}>
        <label className="field">
          <span>{t('vehicles.camera')}</span>
          <select name="channel">
            {vehicle.channels.map(({ channel }) => (
              <option key={channel}>{channel}</option>
            ))}
          </select>
        </label>
        <div className="form-row">
          <TextField className="field" name="from" defaultValue={localInput(begun - HOUR_MS)} isRequired>
            <Label>{t('dialog.from')}</Label>
            <Input type="datetime-local" step={1} />
          </TextField>
          <TextField className="field" name="to" defaultValue={localInput(begun)} isRequired>
            <Label>{t('dialog.to')}</Label>
            <Input type="datetime-local" step={1} />
          </TextField>
        </div>
        <div className="vehicle-buttons">
          <Button className="button" type="submit">
            {t('vehicles.find.recordings')}
          </Button>
          <output>{isAsking && state}</output>
        </div>
      </Form>
      <ul className="vehicle-recording-list">
        {answer?.recordings?.map((recording) => (
          <li key={`${recording.channel} ${recording.fromMs} ${recording.stream}`}>
            {describeRecording(recording)}
            <Button
              className="button"
              aria-label={t('vehicles.recordingOf', { recording: describeRecording(recording) })}
              onPress={() => {
                const { channel, fromMs, toMs } = recording;
                viewer.send({ type: 'fleet', about: { ask: 'play', sim: vehicle.sim, channel, fromMs, toMs } });
              }}
            >
              {t('dialog.play')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
