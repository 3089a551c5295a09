import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { InspectionSection } from '#core/inspection/inspection';
import { copyText } from '../../ui/copy-text';
import { DialogButtons } from '../../ui/DialogFrame';
import { useTexts } from '../../ui/use-texts';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useFeatureState, useViewer, useViewerState } from '../../viewer/viewer-context';
import './inspection.css';
import { inspectionText } from '#core/inspection/inspection-text';
import { inspectionState } from './inspection-state';
import { VehicleChoice } from './VehicleChoice';
import { VideoOffers } from './VideoOffers';

const ASK_EVERY_MS = 1000;

/** What is on the link of the stream that is watched, as it is now. */
export function InspectionDialog() {
  const t = useTexts();
  return (
    <PanelDialog panel="inspection" title={t('inspection.title')} className="modal-wide">
      {(close) => <Content onClose={close} />}
    </PanelDialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const hasStream = useViewerState((state) => state.stream !== undefined);
  const sections = useSections();
  const [copied, setCopied] = useState<string>();
  return (
    <>
      {copied === undefined && (
        <>
          <VehicleChoice />
          <VideoOffers />
        </>
      )}
      {copied !== undefined ? <Copied text={copied} /> : <Sections sections={sections} hasStream={hasStream} />}
      <DialogButtons onClose={onClose} autoFocus>
        <Button
          className="button"
          isDisabled={sections.length === 0 || copied !== undefined}
          onPress={() => setCopied(inspectionText(sections, t))}
        >
          {t('inspection.copy')}
        </Button>
      </DialogButtons>
    </>
  );
}

/** Asked anew each second while the dialog is open. */
function useSections(): readonly InspectionSection[] {
  const viewer = useViewer();
  const shown = useViewerState((state) => state.stream?.id);
  const isOpen = useViewerState((state) => state.link === 'open');
  const { stream, sections } = useFeatureState(inspectionState, (state) => state);
  useEffect(() => {
    if (shown === undefined || !isOpen) return undefined;
    const ask = () => viewer.send({ type: 'inspect', stream: shown });
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [viewer, shown, isOpen]);
  return stream === shown ? sections : [];
}

interface SectionsProps {
  readonly sections: readonly InspectionSection[];
  readonly hasStream: boolean;
}

function Sections({ sections, hasStream }: SectionsProps) {
  const t = useTexts();
  if (sections.length === 0)
    return <p className="dialog-text">{t(hasStream ? 'inspection.asking' : 'inspection.none')}</p>;
  return (
    <div className="inspection">
      {sections.map((section) => (
        <Section key={t(section.title)} {...section} />
      ))}
    </div>
  );
}

function Section({ title, rows, advice }: InspectionSection) {
  const t = useTexts();
  return (
    <section aria-label={t(title)}>
      <h3>{t(title)}</h3>
      {advice.length > 0 && (
        <ul>
          {advice.map((sentence) => (
            <li key={t(sentence)}>{t(sentence)}</li>
          ))}
        </ul>
      )}
      <dl>
        {rows.map(({ label, value }, index) => (
          <div key={index}>
            <dt>{t(label)}</dt>
            <dd>{t(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The text as it was when it was asked for, marked, and on the clipboard where the page may. */
function Copied({ text }: { readonly text: string }) {
  const t = useTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const [outcome, setOutcome] = useState<'inspection.copied' | 'inspection.notCopied'>();
  useEffect(() => {
    if (!area.current) return;
    void copyText(area.current).then((done) => setOutcome(done ? 'inspection.copied' : 'inspection.notCopied'));
  }, []);
  return (
    <>
      <textarea
        ref={area}
        className="inspection-text"
        aria-label={t('inspection.title')}
        value={text}
        readOnly
        spellCheck={false}
      />
      <p className="form-hint" role="status">
        {outcome && t(outcome)}
      </p>
    </>
  );
}
