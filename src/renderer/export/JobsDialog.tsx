import { ACTIONS } from '#contracts/actions';
import type { ExportJob, ExportsState } from '#contracts/exports';
import { DialogButtons, PanelDialog } from '../ui/DialogFrame';
import { Notice } from '../ui/Notice';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { allJobs, conditionOf, describeOutput, describeSpan, nameOf } from './describe-job';
import { JobActions } from './JobActions';

/** The clips that are being made, were made, or could not be made. */
export function JobsDialog() {
  return (
    <PanelDialog panel="jobs" title="Clips" className="export-modal">
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
  const exports = useViewerState((state) => state.exports);
  const jobs = useViewerState(allJobs);
  const isLinked = useViewerState((state) => state.link === 'open');
  if (!isLinked) return <p className="dialog-text">The station is not reached. It makes its clips all the same.</p>;
  if (!exports) return <p className="dialog-text">Asking the station…</p>;
  return (
    <>
      <Notice />
      {jobs.length === 0 ? (
        <p className="dialog-text">
          No clip was made yet. Mark one with [ and ] on the timeline, then press {ACTIONS.clip.key}.
        </p>
      ) : (
        <ul className="job-list" aria-label="Clips">
          {jobs.map((job) => (
            <Job key={job.id} job={job} exports={exports} />
          ))}
        </ul>
      )}
      {exports.folder !== undefined && <p className="library-folder">Kept in {exports.folder}</p>}
    </>
  );
}

function Job({ job, exports }: { readonly job: ExportJob; readonly exports: ExportsState }) {
  const { viewer } = useViewer();
  const { glyph, words } = conditionOf(job);
  const where = viewer.clips.isInWindow(job.id) ? ', in this window' : '';
  return (
    <li className="job" data-state={job.now.state}>
      <div className="job-head">
        <strong>{nameOf(job)}</strong>
        <span className="job-what">
          {describeOutput(job.output)}
          {where}
        </span>
      </div>
      <p className="job-span">{describeSpan(job)}</p>
      <div className="job-row">
        <p className="job-condition">
          <span className="job-glyph" aria-hidden="true">
            {glyph}
          </span>
          {words}
          {job.now.state === 'failed' && <span className="job-tip">{job.now.tip}</span>}
        </p>
        <JobActions job={job} exports={exports} />
      </div>
      {job.now.state === 'running' && (
        <progress value={job.now.progress} max={1} aria-label={`Progress of ${nameOf(job)}`} aria-valuetext={words} />
      )}
    </li>
  );
}
