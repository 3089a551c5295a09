import { useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { copyText } from '../../ui/copy-text';
import { DialogButtons } from '../../ui/DialogFrame';
import { useTexts } from '../../ui/use-texts';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';
import './diagnostics.css';
import { diagnosticsState } from './diagnostics-state';
import { pageFacts, shownStreams } from './page-facts';
import { viewerReport } from './viewer-report';

/** What goes into a bug report, to be looked over and copied. */
export function DiagnosticsDialog() {
  const t = useTexts();
  return (
    <PanelDialog panel="diagnostics" title={t('diagnostics.title')} className="modal-wide">
      {(close) => <Content onClose={close} />}
    </PanelDialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const viewer = useViewer();
  const station = useFeatureState(diagnosticsState, (state) => state.station);
  const [outcome, setOutcome] = useState<'copied' | 'notCopied'>();
  const area = useRef<HTMLTextAreaElement>(null);
  const report = station.state === 'told' ? station.report : undefined;
  // As it was when the station answered: a text that changes while it is read cannot be looked over.
  const text = useMemo(() => viewerReport(pageFacts(viewer), shownStreams(viewer), report), [viewer, report]);
  const copy = async () => {
    if (area.current) setOutcome((await copyText(area.current)) ? 'copied' : 'notCopied');
  };
  const isAsking = station.state === 'asking';
  return (
    <>
      <p className="dialog-text">{t('diagnostics.about')}</p>
      {!isAsking && report === undefined && <p className="form-hint">{t('diagnostics.noStation')}</p>}
      <textarea
        ref={area}
        className="diagnostics-text"
        aria-label={t('diagnostics.text')}
        value={isAsking ? t('diagnostics.asking') : text}
        readOnly
        spellCheck={false}
      />
      <p className="form-hint" role="status">
        {outcome === 'notCopied' && t('diagnostics.notCopied')}
        {outcome === 'copied' && t('diagnostics.copied')}
      </p>
      <DialogButtons onClose={onClose}>
        <Button className="button button-primary" autoFocus isDisabled={isAsking} onPress={() => void copy()}>
          {t('diagnostics.copy')}
        </Button>
      </DialogButtons>
    </>
  );
}
