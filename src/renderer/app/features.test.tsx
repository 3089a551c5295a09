import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACTIONS, type ActionEntry } from '#contracts/actions';
import { type StationMessage, stationMessageSchema } from '#contracts/link';
import { inWords } from '#core/texts/fixtures/in-words';
import { verbatim } from '#core/texts/text';
import { StationLink } from '../link/station-link';
import type { TransportEvents } from '../link/transport';
import type { Screen } from '../player/screen';
import { PanelHost } from '../viewer/PanelHost';
import { Slot } from '../viewer/Slot';
import { defineState } from '../viewer/service';
import type { Feature } from '../viewer/viewer';
import { useFeatureState, ViewerContext } from '../viewer/viewer-context';
import { createViewer } from './create-viewer';
import { FEATURES } from './features';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Handled by the viewer itself, which owns link, wall and views. */
const OWN_MESSAGES = ['welcome', 'pong', 'streams', 'added', 'state', 'telemetry', 'statistics'];

describe('the table of features', () => {
  it('has a feature once', () => {
    expect(new Set(FEATURES.map(({ id }) => id)).size).toBe(FEATURES.length);
  });

  it('has one feature that does each action of the catalogue, and no other action', () => {
    const done = FEATURES.flatMap(({ actions = {} }) => Object.keys(actions));
    expect(done.sort()).toEqual(Object.keys(ACTIONS).sort());
  });

  it('has a feature that handles each message of the station, but those of the viewer itself', () => {
    const handled = new Set([...FEATURES.flatMap(({ handle = {} }) => Object.keys(handle)), ...OWN_MESSAGES]);
    const types = stationMessageSchema.options.map(({ shape }) => shape.type.value);
    expect([...handled].sort()).toEqual([...types].sort());
  });

  it('has a panel once, and loads each of them', async () => {
    const panels = FEATURES.flatMap(({ panels = {} }) => Object.entries(panels));
    expect(new Set(panels.map(([id]) => id)).size).toBe(panels.length);
    for (const [, panel] of panels) {
      expect('component' in panel ? panel.component : await panel.load()).toBeTypeOf('function');
    }
  });
});

// A whole feature: in the product these are a folder of its own, its row in FEATURES, and the row of its action.
const tally = defineState({ errors: 0, opened: 0 });
const fake: Feature = {
  id: 'tally',
  state: tally,
  handle: { error: (_, viewer) => viewer.get(tally).setState(({ errors }) => ({ errors: errors + 1 })) },
  actions: { tally: (viewer) => viewer.openPanel('tally') },
  panels: { tally: { component: TallyPanel } },
  parts: { wallMessage: TallyNote },
  onLinkOpen: (viewer) => viewer.get(tally).setState(({ opened }) => ({ opened: opened + 1 })),
};
const action: ActionEntry = { key: '0', label: 'keys.title', place: { menu: 'view', at: 99 } };

function TallyNote() {
  return <b>{useFeatureState(tally, ({ errors }) => errors)} errors</b>;
}
function TallyPanel() {
  return <i>all errors</i>;
}

function openViewer() {
  const screen: Screen = {
    element: {} as HTMLElement,
    size: undefined,
    replaced: 0,
    show: (frame) => frame.close(),
    onPresented: () => () => undefined,
    close: () => undefined,
  };
  let station: TransportEvents | undefined;
  const viewer = createViewer({
    createScreen: () => screen,
    overlay: true,
    wall: undefined,
    isHidden: () => false,
    codecs: Promise.resolve([]),
    openLink: (linkEvents) =>
      new StationLink((events) => {
        station = events;
        return { send: () => undefined, close: () => undefined };
      }, linkEvents),
    features: [...FEATURES, fake],
    actions: { ...ACTIONS, tally: action },
  });
  const say = (message: StationMessage) => station?.onText(JSON.stringify(message));
  const draw = (part: ReactNode) => renderToStaticMarkup(<ViewerContext value={viewer}>{part}</ViewerContext>);
  return { viewer, say, draw, open: () => station?.onOpen() };
}

describe('a feature that is added', () => {
  it('has its state, its messages and the link, beside those that have them too', () => {
    const { viewer, say, open } = openViewer();
    open();
    say({ type: 'error', message: verbatim('There is none.'), tip: verbatim('Choose another.') });
    expect(viewer.get(tally).getState()).toEqual({ errors: 1, opened: 1 });
    expect(inWords(viewer.store.getState().notice?.message)).toBe('There is none.');
  });

  it('has its action, its panel and its place on the page', () => {
    const { viewer, draw } = openViewer();
    expect(draw(<Slot name="wallMessage" />)).toContain('<b>0 errors</b>');
    expect(draw(<PanelHost />)).toContain('<i>all errors</i>');
    expect(viewer.actions.tally).toBe(action);
    viewer.run('tally');
    expect(viewer.store.getState().panel).toBe('tally');
  });

  it('does nothing where nothing does an action', () => {
    const { viewer } = openViewer();
    viewer.run('no such action');
    expect(viewer.store.getState().panel).toBe('none');
  });
});
