import { Button } from 'react-aria-components';
import { ACTIONS, type ActionId } from '#contracts/actions';
import type { StatusKind } from '../status/status';
import { useViewer } from './viewer-context';

type Choice = readonly [action: ActionId, label: string];

const RETRY: Choice = ['retry', 'Try again now'];
const OTHER: Choice = ['changeVehicle', 'Another vehicle…'];
/** What can be done about a state, the likeliest first. */
const CHOICES: Readonly<Partial<Record<StatusKind, readonly Choice[]>>> = {
  noVehicle: [['changeVehicle', 'Connect to a vehicle…']],
  disconnected: [['retry', 'Watch again']],
  connecting: [OTHER],
  unreachable: [RETRY, OTHER],
  noData: [OTHER],
  noPicture: [OTHER],
};

/** Buttons for what helps in a state, each with its key. */
export function StatusActions({ kind }: { readonly kind: StatusKind }) {
  const { run } = useViewer();
  const choices = CHOICES[kind];
  if (!choices) return null;
  return (
    <div className="status-actions">
      {choices.map(([action, label]) => (
        <Button className="button" key={action} onPress={() => run(action)}>
          {label}
          <span className="key" aria-hidden="true">
            {ACTIONS[action].key}
          </span>
        </Button>
      ))}
    </div>
  );
}
