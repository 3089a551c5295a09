import { type FormEvent, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import type { ExportsState } from '#contracts/exports';
import { ProblemNote } from '../share/ProblemNote';
import { SelectField } from '../share/SelectField';
import { DialogButtons, PanelDialog } from '../ui/DialogFrame';
import { Notice } from '../ui/Notice';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { type ClipForm, outputOf, placeOf, problemOf, USUAL_FORM } from './clip-form';
import { firstRange, lengthOf, rangesOf } from './clip-range';
import type { ClipSubject } from './clip-subject';
import { describeEstimate, estimateOf } from './estimate';
import { KindChoice } from './KindChoice';
import { OutputFields } from './OutputFields';
import { startClip } from './start-clip';
import { memoryOf, WindowNote } from './WindowNote';

/** Takes a clip out: of what, how, how large it will be. */
export function ExportDialog() {
  return (
    <PanelDialog panel="export" title="Take out a clip" className="export-modal">
      {(close) => <Content onClose={close} />}
    </PanelDialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const exports = useViewerState((state) => state.exports);
  const subject = useViewerState((state) => state.clipSubject);
  const isLinked = useViewerState((state) => state.link === 'open');
  const why = !isLinked
    ? 'The station is not reached. Clips are made when it is.'
    : !subject
      ? 'Nothing is kept of this stream yet: there is nothing to take out.'
      : !exports
        ? 'Asking the station…'
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
  const { viewer } = useViewer();
  // As it was when the dialog opened: what is chosen does not move away with what is live.
  const [ranges] = useState(() => rangesOf(subject, viewer.store.getState().selection));
  const [rangeId, setRange] = useState(() => firstRange(ranges, subject)?.id);
  const [form, setForm] = useState<ClipForm>(USUAL_FORM);
  const range = ranges.find(({ id }) => id === rangeId) ?? ranges[0];
  if (!range) return null;
  const output = outputOf(form);
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
          label={`From ${subject.name}`}
          value={range.id}
          choices={ranges.map(({ id, label }) => [id, label] as const)}
          onChange={setRange}
        />
        <output className="export-length" aria-label="Length">
          {lengthOf(range)}
        </output>
      </div>
      <KindChoice form={form} onChange={setForm} />
      <OutputFields form={form} subject={subject} onChange={setForm} />
      {place === 'window' && <WindowNote mayChange={exports.mayChange} limit={memory?.message} />}
      {problem ? (
        <ProblemNote problem={problem} />
      ) : (
        <p className="export-estimate">{estimate ? describeEstimate(estimate) : 'Made at once.'}</p>
      )}
      <DialogButtons onClose={onClose} close="Cancel">
        <Button className="button button-primary" type="submit" autoFocus isDisabled={problem !== undefined}>
          Make the clip
        </Button>
      </DialogButtons>
    </Form>
  );
}
