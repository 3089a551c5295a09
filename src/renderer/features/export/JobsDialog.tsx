import { ACTIONS } from '#contracts/actions';
import type { ExportJob, ExportsState } from '#contracts/exports';
import { text } from '#core/texts/text';
import { DialogButtons } from '../../ui/DialogFrame';
import { useTexts } from '../../ui/use-texts';
import { Notice } from '../../viewer/Notice';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useFeatureState, useService, useViewerState } from '../../viewer/viewer-context';
import { clipsService } from './clips-service';
import { clipsState } from './clips-state';
import { allJobs, conditionOf, describeOutput, describeSpan, nameOf } from './describe-job';
import { JobActions } from './JobActions';

/** The clips that are being made, were made, or could not be made. */
export function JobsDialog() {
  const t = useTexts();
  return (
    <PanelDialog panel="jobs" title={t('jobs.title')} className="export-modal">
      {(close) => (
        <div className="jobs">
          <Content />
          <DialogButtons onClose={close} autoFocus />
        </div>
      )}
    </PanelDialog>
  );
}

function Content() {
  const t = useTexts();
  const exports = useFeatureState(clipsState, (state) => state.exports);
  const jobs = useFeatureState(clipsState, allJobs);
  const isLinked = useViewerState((state) => state.link === 'open');
  if (!isLinked) return <p className="dialog-text">{t('jobs.notLinked')}</p>;
  if (!exports) return <p className="dialog-text">{t('dialog.asking')}</p>;
  return (
    <>
      <Notice />
      {jobs.length === 0 ? (
        <p className="dialog-text">{t('jobs.none', { key: ACTIONS.clip.key })}</p>
      ) : (
        <ul className="job-list" aria-label={t('jobs.title')}>
          {jobs.map((job) => (
            <Job key={job.id} job={job} exports={exports} />
          ))}
        </ul>
      )}
      {exports.folder !== undefined && (
        <p className="library-folder">{t('dialog.keptIn', { folder: exports.folder })}</p>
      )}
    </>
  );
}

function Job({ job, exports }: { readonly job: ExportJob; readonly exports: ExportsState }) {
  const t = useTexts();
  const clips = useService(clipsService);
  const condition = conditionOf(job);
  const words = t(condition.words);
  const output = describeOutput(job.output);
  return (
    <li className="job" data-state={job.now.state}>
      <div className="job-head">
        <strong>{nameOf(job)}</strong>
        <span className="job-what">{t(clips.isInWindow(job.id) ? text('jobs.inWindow', { output }) : output)}</span>
      </div>
      <p className="job-span">{describeSpan(job)}</p>
      <div className="job-row">
        <p className="job-condition">
          <span className="job-glyph" aria-hidden="true">
            {condition.glyph}
          </span>
          {words}
          {job.now.state === 'failed' && <span className="job-tip">{t(job.now.tip)}</span>}
        </p>
        <JobActions job={job} exports={exports} />
      </div>
      {job.now.state === 'running' && (
        <progress
          value={job.now.progress}
          max={1}
          aria-label={t('jobs.progressOf', { name: nameOf(job) })}
          aria-valuetext={words}
        />
      )}
    </li>
  );
}
