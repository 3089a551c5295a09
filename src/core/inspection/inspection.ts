import type { Text } from '../texts/text';

/** One fact of a link: `Key picture every: 2.0 s`. */
export interface InspectionRow {
  readonly label: Text;
  readonly value: Text;
}

/** What is known of one part of a link: its video, one vehicle on it. */
export interface InspectionSection {
  readonly title: Text;
  readonly rows: readonly InspectionRow[];
  /** What is wrong, and what to change at the vehicle; a sentence for each. */
  readonly advice: readonly Text[];
}

/** Who looks. */
export interface InspectorView {
  /** Whether they may know from which addresses others send. */
  readonly seesAddresses: boolean;
}

/** Bounds of what is told, so that it fits into one message of the link whoever fills the air; the rest is left out. */
export const INSPECTION_BOUNDS = { rows: 100, advice: 20, sections: 8 } as const;

/** The first of everything, as much as is told. */
export function boundedInspection(sections: readonly InspectionSection[]): readonly InspectionSection[] {
  return sections.slice(0, INSPECTION_BOUNDS.sections).map(({ title, rows, advice }) => ({
    title,
    rows: rows.slice(0, INSPECTION_BOUNDS.rows),
    advice: advice.slice(0, INSPECTION_BOUNDS.advice),
  }));
}
