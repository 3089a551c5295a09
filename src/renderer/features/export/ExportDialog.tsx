import { type FormEvent, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import type { ExportsState } from '#contracts/exports';
import { writeUnits } from '#core/telemetry/units/choice';
import { text } from '#core/texts/text';
import type { ClipSubject } from '../../shared/clips/clip-subject';
import { clipSubjectState } from '../../shared/clips/open-clip';
import { selectionState } from '../../shared/past/selection-control';
import { useUnits } from '../../shared/units/units-service';
import { DialogButtons } from '../../ui/DialogFrame';
import { ProblemNote } from '../../ui/ProblemNote';
import { SelectField } from '../../ui/SelectField';
import { useTexts } from '../../ui/use-texts';
import { Notice } from '../../viewer/Notice';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useFeatureState, useViewer, useViewerState } from '../../viewer/viewer-context';
import { type ClipForm, outputOf, placeOf, problemOf, USUAL_FORM } from './clip-form';
import { firstRange, lengthOf, rangesOf } from './clip-range';
import { clipsState } from './clips-state';
import { describeEstimate, estimateOf } from './estimate';
import { KindChoice } from './KindChoice';
import { OutputFields } from './OutputFields';
import { startClip } from './start-clip';
import { memoryOf, WindowNote } from './WindowNote';

/** Takes a clip out: of what, how, how large it will be. */
export function ExportDialog() {
  const t = useTexts();
  return (
    <PanelDialog panel="export" title={t('clip.title')} className="export-modal">
      {(close) => <Content onClose={close} />}
    </PanelDialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const exports = useFeatureState(clipsState, (state) => state.exports);
  const subject = useFeatureState(clipSubjectState, (state) => state.subject);
  const isLinked = useViewerState((state) => state.link === 'open');
  const why = !isLinked
    ? t('clip.notLinked')
    : !subject
      ? t('clip.nothingKept')
      : !exports
        ? t('dialog.asking')
        : undefined;
  if (why !== undefined || !subject || !exports) {
    return (
      <>
        <p className="dialog-text">{why}</p>
        <DialogButtons onClose={onClose} autoFocus />
      </>
    );
  }
  return <ClipFields subject={subject} exports={exports} onClose={onClose} />;
}

interface FieldsProps {
  readonly subject: ClipSubject;
  readonly exports: ExportsState;
  readonly onClose: () => void;
}

function ClipFields({ subject, exports, onClose }: FieldsProps) {
  const t = useTexts();
  const viewer = useViewer();
  // As it was when the dialog opened: what is chosen does not move away with what is live.
  const [ranges] = useState(() => rangesOf(subject, viewer.get(selectionState).getState().selection));
  const [rangeId, setRange] = useState(() => firstRange(ranges, subject)?.id);
  const [form, setForm] = useState<ClipForm>(USUAL_FORM);
  const range = ranges.find(({ id }) => id === rangeId) ?? ranges[0];
  if (!range) return null;
  const units = useUnits();
  const output = outputOf(form, writeUnits(units));
  const seconds = (range.toUs - range.fromUs) / 1e6;
  const place = placeOf(form, exports);
  const memory = place === 'window' ? memoryOf(output, subject, seconds) : undefined;
  const problem = problemOf(form, range, exports) ?? (memory?.fits === false ? memory : undefined);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (problem) return;
    const { fromUs, toUs } = range;
    startClip(viewer, { source: subject.source, fromUs, toUs, output }, place, subject.name);
    onClose();
  };
  const estimate = estimateOf(output, subject, seconds, place === 'window');
  return (
    <Form className="form export-form" onSubmit={submit}>
      <Notice />
      <div className="export-range">
        <SelectField
          label={t('clip.rangeOf', { name: subject.name })}
          value={range.id}
          choices={ranges.map(({ id, label }) => [id, t(label)] as const)}
          onChange={setRange}
        />
        <output className="export-length" aria-label={t('clip.length')}>
          {lengthOf(range)}
        </output>
      </div>
      <KindChoice form={form} onChange={setForm} />
      <OutputFields form={form} subject={subject} onChange={setForm} />
      {place === 'window' && <WindowNote mayChange={exports.mayChange} limit={memory?.message} />}
      {problem ? (
        <ProblemNote problem={problem} />
      ) : (
        <p className="export-estimate">{t(estimate ? describeEstimate(estimate) : text('clip.atOnce'))}</p>
      )}
      <DialogButtons onClose={onClose} close="cancel">
        <Button className="button button-primary" type="submit" autoFocus isDisabled={problem !== undefined}>
          {t('clip.submit')}
        </Button>
      </DialogButtons>
    </Form>
  );
}
