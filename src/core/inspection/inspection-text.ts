import type { Speaker } from '../texts/speaker';
import type { InspectionSection } from './inspection';

/** An inspection as lines of text, for a message to somebody who knows. */
export function inspectionText(sections: readonly InspectionSection[], t: Speaker): string {
  return sections
    .map(({ title, rows, advice }) =>
      [
        t(title),
        ...rows.map(({ label, value }) => `  ${t(label)}: ${t(value)}`),
        ...advice.map((sentence) => `  ! ${t(sentence)}`),
      ].join('\n'),
    )
    .join('\n\n');
}
