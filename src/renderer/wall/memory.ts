import { z } from 'zod';
import { WALL_LAYOUTS } from './layout';
import type { WallMemory, WallState } from './wall-state';

const KEY = 'groundglass.wall';
const schema = z.object({
  isOpen: z.boolean().optional(),
  layout: z.literal(WALL_LAYOUTS),
  order: z.array(z.string()).max(512),
});

/** The wall as it was left, where this page may keep anything. */
export function rememberedWall(): WallMemory | undefined {
  try {
    return schema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

export function rememberWall({ isOpen, layout, order }: WallState): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ isOpen, layout, order }));
  } catch {
    // A page without storage begins anew next time; nothing else is lost.
  }
}
