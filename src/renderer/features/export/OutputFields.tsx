import type { ReactNode } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { ClipSubject } from '../../shared/clips/clip-subject';
import { SelectField } from '../../ui/SelectField';
import { useTexts } from '../../ui/use-texts';
import { type ClipForm, type ClipHeight, type ClipQuality, heightsFor } from './clip-form';

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
  const t = useTexts();
  return (
    <div className="export-note">
      <p>{t('clip.lossless.note')}</p>
      <p>{t('clip.lossless.kept')}</p>
    </div>
  );
}

function VideoFields({ form, subject, onChange }: Props) {
  const t = useTexts();
  const { video } = form;
  const set = (change: Partial<ClipForm['video']>) => onChange({ ...form, video: { ...video, ...change } });
  return (
    <div className="export-fields">
      <Overlay form={form} onChange={onChange}>
        {t('clip.burntIn')}
      </Overlay>
      <Height value={video.height} subject={subject} onChange={(height) => set({ height })} />
      <SelectField
        label={t('clip.rate')}
        value={String(video.fps ?? 'own')}
        choices={[['own', t('clip.rate.own')], ...[30, 25, 15, 10].map((fps) => [String(fps), String(fps)] as const)]}
        onChange={(fps) => set({ fps: fps === 'own' ? undefined : Number(fps) })}
      />
      <SelectField
        label={t('clip.quality')}
        value={video.quality}
        choices={[
          ['small', t('clip.quality.small')],
          ['good', t('clip.quality.good')],
          ['best', t('clip.quality.best')],
          ['bits', t('clip.quality.bits')],
        ]}
        onChange={(quality) => set({ quality: quality as ClipQuality | 'bits' })}
      />
      {video.quality === 'bits' && (
        <TextField
          value={Number.isFinite(video.kilobits) ? String(video.kilobits) : ''}
          onChange={(text) => set({ kilobits: Number.parseInt(text, 10) })}
        >
          <Label>{t('clip.bitRate')}</Label>
          <Input inputMode="numeric" autoComplete="off" maxLength={6} />
        </TextField>
      )}
    </div>
  );
}

function AnimationFields({ form, subject, onChange }: Props) {
  const t = useTexts();
  const { animation } = form;
  const set = (change: Partial<ClipForm['animation']>) => onChange({ ...form, animation: { ...animation, ...change } });
  return (
    <div className="export-fields">
      <Overlay form={form} onChange={onChange}>
        {t('clip.drawnIn')}
      </Overlay>
      <Height value={animation.height} subject={subject} onChange={(height) => set({ height })} />
      <SelectField
        label={t('clip.rate')}
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
  const t = useTexts();
  const own = size ? t('clip.size.ownOf', { width: size.width, height: size.height }) : t('clip.size.own');
  const heights = heightsFor(size);
  return (
    <SelectField
      label={t('clip.size')}
      value={String(heights.includes(value) ? value : 'original')}
      choices={heights.map((height) => [String(height), height === 'original' ? own : `${height}p`] as const)}
      onChange={(height) => onChange(heights.find((one) => String(one) === height) ?? 'original')}
    />
  );
}
