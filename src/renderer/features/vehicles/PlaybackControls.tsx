import type { FormEvent } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { PLAYBACK_SPEEDS } from '#contracts/vehicles';
import { useTexts } from '../../ui/use-texts';
import { useViewer } from '../../viewer/viewer-context';

interface Props {
  readonly sim: string;
  readonly channel: number;
  readonly onShow: () => void;
}

/** What can be done with what a camera plays back at this moment. */
export function PlaybackControls({ sim, channel, onShow }: Props) {
  const t = useTexts();
  const viewer = useViewer();
  const at = { sim, channel };
  const seek = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const toMs = Date.parse(String(new FormData(event.currentTarget).get('to')));
    if (Number.isFinite(toMs)) viewer.send({ type: 'fleet', about: { ask: 'seek', ...at, toMs } });
  };
  return (
    <fieldset className="vehicle-playback">
      <legend>{t('vehicles.plays', { channel })}</legend>
      <div className="vehicle-buttons">
        <Button className="button" onPress={onShow}>
          {t('vehicles.show')}
        </Button>
        <Button
          className="button"
          onPress={() => viewer.send({ type: 'fleet', about: { ask: 'order', ...at, order: 'pause' } })}
        >
          {t('dialog.pause')}
        </Button>
        <Button
          className="button"
          onPress={() => viewer.send({ type: 'fleet', about: { ask: 'order', ...at, order: 'resume' } })}
        >
          {t('vehicles.resume')}
        </Button>
        {PLAYBACK_SPEEDS.map((speed) => (
          <Button
            key={speed}
            className="button"
            aria-label={t('vehicles.times', { speed })}
            onPress={() => viewer.send({ type: 'fleet', about: { ask: 'speed', ...at, speed } })}
          >
            ×{speed}
          </Button>
        ))}
        <Button
          className="button"
          onPress={() => viewer.send({ type: 'fleet', about: { ask: 'order', ...at, order: 'end' } })}
        >
          {t('vehicles.end')}
        </Button>
      </div>
      <Form className="vehicle-seek" onSubmit={seek}>
        <TextField className="field" name="to" isRequired>
          <Label>{t('vehicles.goTo')}</Label>
          <Input type="datetime-local" step={1} />
        </TextField>
        <Button className="button" type="submit">
          {t('vehicles.go')}
        </Button>
      </Form>
    </fieldset>
  );
}
