import { Button } from 'react-aria-components';
import { ACTIONS, type ActionId } from '#contracts/actions';
import type { PlainTextId } from '#core/texts/text';
import type { StatusKind } from '../../ui/status';
import { useTexts } from '../../ui/use-texts';
import { useViewer } from '../../viewer/viewer-context';

type Choice = readonly [action: ActionId, label: PlainTextId];

const RETRY: Choice = ['retry', 'status.retry'];
const OTHER: Choice = ['changeVehicle', 'status.another'];
/** What can be done about a state, the likeliest first. */
const CHOICES: Readonly<Partial<Record<StatusKind, readonly Choice[]>>> = {
  noVehicle: [['changeVehicle', 'status.connect']],
  disconnected: [['retry', 'status.watchAgain']],
  connecting: [OTHER],
  unreachable: [RETRY, OTHER],
  noData: [OTHER],
  noVideo: [OTHER],
  noPicture: [OTHER],
};

/** Buttons for what helps in a state, each with its key. */
export function StatusActions({ kind }: { readonly kind: StatusKind }) {
  const t = useTexts();
  const viewer = useViewer();
  const choices = CHOICES[kind];
  if (!choices) return null;
  return (
    <div className="status-actions">
      {choices.map(([action, label]) => (
        <Button className="button" key={action} onPress={() => viewer.run(action)}>
          {t(label)}
          <span className="key" aria-hidden="true">
            {ACTIONS[action].key}
          </span>
        </Button>
      ))}
    </div>
  );
}
