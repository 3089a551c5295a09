import { z } from 'zod';
import { MAX_PLOT_KEY_LENGTH, MAX_PLOTTED } from '../telemetry/plots/plot-key';
import { PLOT_SPANS_S } from '../telemetry/plots/span';
import { MAX_UNITS_LENGTH } from '../telemetry/units/choice';
import { isStreamName } from './source-url';

/** How many pictures the wall shows at once; `all` is as many as there are. */
export const WALL_LAYOUTS = [1, 4, 9, 16, 'all'] as const;
/** Sizes, pictures a second and qualities that a shared camera may have. */
export const SHARE_SIZES = ['small', 'medium', 'large', 'full'] as const;
export const SHARE_RATES = [5, 15, 24, 30] as const;
export const SHARE_QUALITIES = ['low', 'medium', 'high'] as const;

const shareOptions = z.object({
  /** What others see the stream called. */
  name: z.string().max(100).refine(isStreamName),
  from: z.enum(['camera', 'screen']),
  /** A camera's id as the browser gives it; empty: its usual one. */
  device: z.string().max(500),
  /** Which way a phone's camera looks; without it `device` decides. */
  facing: z.enum(['user', 'environment']).optional(),
  size: z.enum(SHARE_SIZES),
  rate: z.literal(SHARE_RATES),
  quality: z.enum(SHARE_QUALITIES),
});

const camera = {
  // not shown: a name that stands in the page's storage
  name: 'Camera',
  from: 'camera',
  device: '',
  size: 'medium',
  rate: 30,
  quality: 'medium',
} as const satisfies z.output<typeof shareOptions>;
// not shown: a name that stands in the page's storage
const phone = { ...camera, name: 'Phone', facing: 'environment', size: 'large' } as const;

/** One thing that a page remembers for itself. */
export interface PageSetting {
  /** Its name in the page's storage. */
  readonly key: string;
  readonly schema: z.ZodType;
  /** Where nothing is kept, or nothing that makes sense. */
  readonly default: unknown;
}

/**
 * All that a page keeps in its own browser, since it is this person's at this screen: docs/decisions/0011. Adding one is
 * a row.
 */
export const PAGE_SETTINGS = {
  /** The vehicle that the form was last used for. */
  vehicle: {
    key: 'groundglass.vehicle',
    schema: z.object({ host: z.string(), videoPort: z.number(), telemetryPort: z.number() }).optional(),
    default: undefined,
  },
  /** How sound is heard, whenever it is on: that itself is a person's to say, each time anew. */
  sound: {
    key: 'groundglass.sound',
    schema: z.object({
      muted: z.boolean(),
      /** 0..1. */
      volume: z.number().min(0).max(1),
      /** All pictures that are shown, not the one in focus alone. */
      mix: z.boolean(),
    }),
    default: { muted: false, volume: 1, mix: false },
  },
  wall: {
    key: 'groundglass.wall',
    schema: z.object({
      /** Absent until a person has decided. */
      isOpen: z.boolean().optional(),
      layout: z.literal(WALL_LAYOUTS),
      /** Stream ids. */
      order: z.array(z.string()).max(512).readonly(),
    }),
    default: { layout: 'all', order: [] },
  },
  /** The units that a person chose, and what the station's settings said then: `units/units-for.ts`. */
  units: {
    key: 'groundglass.units',
    schema: z.object({ units: z.string().max(MAX_UNITS_LENGTH), over: z.string().max(MAX_UNITS_LENGTH) }).optional(),
    default: undefined,
  },
  /** What is plotted, see `PlotKey`, and for how long. */
  plots: {
    key: 'groundglass.plots',
    schema: z.object({
      keys: z.array(z.string().max(MAX_PLOT_KEY_LENGTH)).max(MAX_PLOTTED).readonly(),
      spanS: z.literal(PLOT_SPANS_S),
    }),
    default: { keys: [], spanS: 60 },
  },
  /** What the viewer's dialog shared the last time, and the page for phones. */
  shareViewer: { key: 'groundglass.share.viewer', schema: shareOptions, default: camera },
  sharePhone: { key: 'groundglass.share.phone', schema: shareOptions, default: phone },
} as const satisfies Readonly<Record<string, PageSetting>>;

export type PageSettingId = keyof typeof PAGE_SETTINGS;
export type PageValue<K extends PageSettingId> = z.output<(typeof PAGE_SETTINGS)[K]['schema']>;

/** Reads what a page keeps. @param text as it stands in its storage; `null` where there is nothing */
export function readPageValue<K extends PageSettingId>(id: K, text: string | null): PageValue<K> {
  const { schema, default: usual }: PageSetting = PAGE_SETTINGS[id];
  const read = text === null ? undefined : schema.safeParse(parseJson(text));
  return (read?.success ? read.data : usual) as PageValue<K>;
}

/** A value as it stands in a page's storage, with no more than its schema knows. @throws where it is none */
export function formatPageValue<K extends PageSettingId>(id: K, value: PageValue<K>): string {
  return JSON.stringify(PAGE_SETTINGS[id].schema.parse(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
