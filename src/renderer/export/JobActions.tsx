import { Button } from 'react-aria-components';
import type { ExportJob, ExportsState } from '#contracts/exports';
import { useViewer } from '../ui/viewer-context';
import { clipPath, isOver, nameOf } from './describe-job';

/** What can be done with one clip: by whom may, where it can be done. */
export function JobActions({ job, exports }: { readonly job: ExportJob; readonly exports: ExportsState }) {
  const { viewer, inElectron } = useViewer();
  const isInWindow = viewer.clips.isInWindow(job.id);
  const mayChange = exports.mayChange || isInWindow;
  const { id, now } = job;
  const name = nameOf(job);
  return (
    <div className="job-actions">
      {now.state === 'done' && isInWindow && (
        <Button className="button" aria-label={`Save ${name} again`} onPress={() => viewer.clips.save(id)}>
          Save again
        </Button>
      )}
      {now.state === 'done' && !isInWindow && !inElectron && (
        <a className="button" href={clipPath(id)} download={now.file} aria-label={`Download ${name}`}>
          Download
        </a>
      )}
      {now.state === 'done' && !isInWindow && exports.canShow && (
        <Button className="button" aria-label={`Show ${name} in its folder`} onPress={() => viewer.clips.show(id)}>
          Show in folder
        </Button>
      )}
      {mayChange && (now.state === 'failed' || now.state === 'cancelled') && viewer.clips.canRetry(job) && (
        <Button className="button" aria-label={`Try ${name} again`} onPress={() => viewer.clips.retry(job)}>
          Try again
        </Button>
      )}
      {mayChange && !isOver(job) && (
        <Button className="button" aria-label={`Cancel ${name}`} onPress={() => viewer.clips.cancel(id)}>
          Cancel
        </Button>
      )}
      {mayChange && isOver(job) && (
        <Button
          className="button job-remove"
          aria-label={`Take ${name} off the list; its file stays`}
          onPress={() => viewer.clips.remove(id)}
        >
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path d="m4 4 8 8M12 4l-8 8" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
          </svg>
        </Button>
      )}
    </div>
  );
}
