import { inspectVideo } from '#core/inspection/inspect-video';
import { boundedInspection, type InspectionSection, type InspectorView } from '#core/inspection/inspection';
import { text, verbatim } from '#core/texts/text';
import type { Stream } from './stream';

/** What is on a stream's links: its video, where it has any, and what its sources know. */
export function inspectStream(stream: Stream, view: InspectorView): readonly InspectionSection[] {
  const { pictureEnds, ...figures } = stream.statistics();
  const { video } = stream.info;
  const from = video === '' ? [] : [{ label: text('inspection.from'), value: verbatim(video) }];
  const seen = inspectVideo({ ...figures, waited: pictureEnds.waited });
  const own = video === '' ? [] : [{ ...seen, rows: [...from, ...seen.rows] }];
  return boundedInspection([...own, ...stream.inspect(view)]);
}
