import { useEffect } from 'react';
import type { Geometry } from '#core/settings/geometry';
import { actionOfKey } from '../actions';
import { ConnectDialog } from './ConnectDialog';
import { KeysCard } from './KeysCard';
import { Notice } from './Notice';
import { Stage } from './Stage';
import { StatisticsPanel } from './StatisticsPanel';
import { StatusAnnouncer, StatusCard, TelemetryNote } from './StatusCard';
import { Toolbar } from './Toolbar';
import { useViewer } from './viewer-context';

/** The viewer's page. */
export function App({ stage }: { readonly stage: Geometry | undefined }) {
  const { run } = useViewer();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = actionOfKey(event);
      if (!action) return;
      event.preventDefault();
      run(action);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [run]);
  return (
    <main className="viewer">
      <h1 className="visually-hidden">Groundglass</h1>
      <Stage place={stage} />
      <Toolbar />
      <div className="messages">
        <StatusCard />
        <TelemetryNote />
        <Notice />
      </div>
      <StatisticsPanel />
      <StatusAnnouncer />
      <KeysCard />
      <ConnectDialog />
    </main>
  );
}
