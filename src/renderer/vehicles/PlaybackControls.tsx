import type { FormEvent } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { PLAYBACK_SPEEDS } from '#contracts/vehicles';
import { useViewer } from '../ui/viewer-context';

interface Props {
  readonly sim: string;
  readonly channel: number;
  readonly onShow: () => void;
}

/** What can be done with what a camera plays back at this moment. */
export function PlaybackControls({ sim, channel, onShow }: Props) {
  const { viewer } = useViewer();
  const at = { sim, channel };
  const seek = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const toMs = Date.parse(String(new FormData(event.currentTarget).get('to')));
    if (Number.isFinite(toMs)) viewer.station.fleet({ ask: 'seek', ...at, toMs });
  };
  return (
    <fieldset className="vehicle-playback">
      <legend>Camera {channel} plays a recording</legend>
      <div className="vehicle-buttons">
        <Button className="button" onPress={onShow}>
          Show
        </Button>
        <Button className="button" onPress={() => viewer.station.fleet({ ask: 'order', ...at, order: 'pause' })}>
          Pause
        </Button>
        <Button className="button" onPress={() => viewer.station.fleet({ ask: 'order', ...at, order: 'resume' })}>
          Go on
        </Button>
        {PLAYBACK_SPEEDS.map((speed) => (
          <Button
            key={speed}
            className="button"
            aria-label={`${speed} times as fast`}
            onPress={() => viewer.station.fleet({ ask: 'speed', ...at, speed })}
          >
            ×{speed}
          </Button>
        ))}
        <Button className="button" onPress={() => viewer.station.fleet({ ask: 'order', ...at, order: 'end' })}>
          End
        </Button>
      </div>
      <Form className="vehicle-seek" onSubmit={seek}>
        <TextField className="field" name="to" isRequired>
          <Label>Go to</Label>
          <Input type="datetime-local" step={1} />
        </TextField>
        <Button className="button" type="submit">
          Go
        </Button>
      </Form>
    </fieldset>
  );
}
