import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { initialStream, NO_READINGS } from '../../streams/stream-state';
import type { Viewer } from '../../viewer/viewer';
import { ViewerContext } from '../../viewer/viewer-context';
import type { ViewerState } from '../../viewer/viewer-state';
import { LiveNotes } from './LiveNotes';

const failed = {
  state: 'failed',
  failure: { cause: 'refused', detail: 'no', everData: true },
  retryAtUs: 0,
} as const;
const open = { state: 'open', sinceUs: 0, lastDataUs: 1 } as const;

/** What stands over a live picture. */
function notes(more: { readonly isStrained: boolean; readonly hasTelemetry: boolean }): string[] {
  const state = {
    ...initialStream({ state: 'decoding' }),
    link: 'open',
    stream: { id: 's', number: 0, name: 's', kind: 'pi', video: 'h:1', telemetry: 'h:2' },
    links: { video: open, telemetry: more.hasTelemetry ? open : failed },
    readings: { ...NO_READINGS, pictureAgeMs: 10, ...(more.hasTelemetry && { telemetryAgeMs: 10 }) },
    isStrained: more.isStrained,
  } as unknown as ViewerState;
  const viewer = { store: createStore(() => state) } as unknown as Viewer;
  const markup = renderToStaticMarkup(
    <ViewerContext value={viewer}>
      <LiveNotes />
    </ViewerContext>,
  );
  return [...markup.matchAll(/message-text">(.*?)<\/p>/g)].map(([, text = '']) => text.replace(/<[^>]*>/g, ''));
}

it('says that telemetry is lost also on a machine that cannot keep up, and each alone', () => {
  const [strained, lost] = [expect.stringContaining('cannot keep up'), expect.stringContaining('No telemetry')];
  expect(notes({ isStrained: false, hasTelemetry: true })).toEqual([]);
  expect(notes({ isStrained: true, hasTelemetry: true })).toEqual([strained]);
  expect(notes({ isStrained: false, hasTelemetry: false })).toEqual([lost]);
  expect(notes({ isStrained: true, hasTelemetry: false })).toEqual([lost, strained]);
});
