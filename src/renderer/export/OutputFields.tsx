import type { ReactNode } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { SelectField } from '../share/SelectField';
import { type ClipForm, type ClipHeight, type ClipQuality, heightsFor } from './clip-form';
import type { ClipSubject } from './clip-subject';

interface Props {
  readonly form: ClipForm;
  readonly subject: ClipSubject;
  readonly onChange: (form: ClipForm) => void;
}

/** What can be set of the kind that is chosen, and what it can and cannot do. */
export function OutputFields(props: Props) {
  switch (props.form.kind) {
    case 'lossless':
      return <LosslessNote />;
    case 'reencode':
      return <VideoFields {...props} />;
    default:
      return <AnimationFields {...props} />;
  }
}

function LosslessNote() {
  return (
    <div className="export-note">
      <p>
        The pictures and the sound as they came, in an MP4. It begins and ends at exactly your pictures in players that
        keep to the file’s edit list, as browsers and ffmpeg do; others may begin at the key picture before.
      </p>
      <p>Size, rate and instruments stay as they are: for those take “New video”.</p>
    </div>
  );
}

function VideoFields({ form, subject, onChange }: Props) {
  const { video } = form;
  const set = (change: Partial<ClipForm['video']>) => onChange({ ...form, video: { ...video, ...change } });
  return (
    <div className="export-fields">
      <Overlay form={form} onChange={onChange}>
        Instruments burnt in, as they were
      </Overlay>
      <Height value={video.height} subject={subject} onChange={(height) => set({ height })} />
      <SelectField
        label="Pictures a second"
        value={String(video.fps ?? 'own')}
        choices={[['own', 'As they came'], ...[30, 25, 15, 10].map((fps) => [String(fps), String(fps)] as const)]}
        onChange={(fps) => set({ fps: fps === 'own' ? undefined : Number(fps) })}
      />
      <SelectField
        label="Quality"
        value={video.quality}
        choices={[
          ['small', 'Small file'],
          ['good', 'Good'],
          ['best', 'Best'],
          ['bits', 'Bit rate…'],
        ]}
        onChange={(quality) => set({ quality: quality as ClipQuality | 'bits' })}
      />
      {video.quality === 'bits' && (
        <TextField
          value={Number.isFinite(video.kilobits) ? String(video.kilobits) : ''}
          onChange={(text) => set({ kilobits: Number.parseInt(text, 10) })}
        >
          <Label>Bit rate (kbit/s)</Label>
          <Input inputMode="numeric" autoComplete="off" maxLength={6} />
        </TextField>
      )}
    </div>
  );
}

function AnimationFields({ form, subject, onChange }: Props) {
  const { animation } = form;
  const set = (change: Partial<ClipForm['animation']>) => onChange({ ...form, animation: { ...animation, ...change } });
  return (
    <div className="export-fields">
      <Overlay form={form} onChange={onChange}>
        Instruments drawn in, as they were
      </Overlay>
      <Height value={animation.height} subject={subject} onChange={(height) => set({ height })} />
      <SelectField
        label="Pictures a second"
        value={String(animation.fps)}
        choices={[25, 20, 15, 10].map((fps) => [String(fps), String(fps)] as const)}
        onChange={(fps) => set({ fps: Number(fps) })}
      />
    </div>
  );
}

interface OverlayProps extends Pick<Props, 'form' | 'onChange'> {
  readonly children: ReactNode;
}

function Overlay({ form, onChange, children }: OverlayProps) {
  return (
    <label className="check export-overlay">
      <input
        type="checkbox"
        checked={form.overlay}
        onChange={(event) => onChange({ ...form, overlay: event.target.checked })}
      />
      <span>{children}</span>
    </label>
  );
}

interface HeightProps {
  readonly value: ClipHeight;
  readonly subject: ClipSubject;
  readonly onChange: (height: ClipHeight) => void;
}

function Height({ value, subject: { size }, onChange }: HeightProps) {
  const own = size ? `As it is, ${size.width}×${size.height}` : 'As it is';
  const heights = heightsFor(size);
  return (
    <SelectField
      label="Size"
      value={String(heights.includes(value) ? value : 'original')}
      choices={heights.map((height) => [String(height), height === 'original' ? own : `${height}p`] as const)}
      onChange={(height) => onChange(heights.find((one) => String(one) === height) ?? 'original')}
    />
  );
}
