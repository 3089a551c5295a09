import { Button } from 'react-aria-components';
import type { ExportJob, ExportsState } from '#contracts/exports';
import { useTexts } from '../../ui/use-texts';
import { useViewer } from '../../viewer/viewer-context';
import { clipsService } from './clips-service';
import { clipPath, isOver, nameOf } from './describe-job';

/** What can be done with one clip: by whom may, where it can be done. */
export function JobActions({ job, exports }: { readonly job: ExportJob; readonly exports: ExportsState }) {
  const t = useTexts();
  const viewer = useViewer();
  const clips = viewer.get(clipsService);
  const inElectron = viewer.bridge !== undefined;
  const isInWindow = clips.isInWindow(job.id);
  const mayChange = exports.mayChange || isInWindow;
  const { id, now } = job;
  const name = nameOf(job);
  return (
    <div className="job-actions">
      {now.state === 'done' && isInWindow && (
        <Button className="button" aria-label={t('jobs.saveOf', { name })} onPress={() => clips.save(id)}>
          {t('jobs.save')}
        </Button>
      )}
      {now.state === 'done' && !isInWindow && !inElectron && (
        <a className="button" href={clipPath(id)} download={now.file} aria-label={t('jobs.downloadOf', { name })}>
          {t('dialog.download')}
        </a>
      )}
      {now.state === 'done' && !isInWindow && exports.canShow && (
        <Button className="button" aria-label={t('jobs.showOf', { name })} onPress={() => clips.show(id)}>
          {t('dialog.showInFolder')}
        </Button>
      )}
      {mayChange && (now.state === 'failed' || now.state === 'cancelled') && clips.canRetry(job) && (
        <Button className="button" aria-label={t('jobs.retryOf', { name })} onPress={() => clips.retry(job)}>
          {t('jobs.retry')}
        </Button>
      )}
      {mayChange && !isOver(job) && (
        <Button className="button" aria-label={t('jobs.cancelOf', { name })} onPress={() => clips.cancel(id)}>
          {t('dialog.cancel')}
        </Button>
      )}
      {mayChange && isOver(job) && (
        <Button
          className="button job-remove"
          aria-label={t('jobs.removeOf', { name })}
          onPress={() => clips.remove(id)}
        >
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path d="m4 4 8 8M12 4l-8 8" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
          </svg>
        </Button>
      )}
    </div>
  );
}
