import { type Text, text, verbatim } from '#core/texts/text';
import type { Viewer } from './viewer';

/** An action's name in this shell: a page in a browser cannot quit, only disconnect. */
export function actionLabel({ actions, bridge }: Viewer, id: string): Text {
  const entry = actions[id];
  if (!entry) return verbatim(id);
  return text((bridge ? undefined : entry.browserLabel) ?? entry.label);
}
