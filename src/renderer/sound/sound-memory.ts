import { z } from 'zod';
import type { SoundState } from './sound-box';

const KEY = 'groundglass.sound';
const schema = z.object({ muted: z.boolean(), volume: z.number().min(0).max(1), mix: z.boolean() });

/** All but whether it is on: that is a person's to say, each time anew. */
export type SoundMemory = Omit<SoundState, 'on'>;

/** The sound as it was left, where this page may keep anything. */
export function rememberedSound(): SoundMemory {
  const usual = { muted: false, volume: 1, mix: false };
  try {
    return schema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null')).data ?? usual;
  } catch {
    return usual;
  }
}

export function rememberSound({ muted, volume, mix }: SoundMemory): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ muted, volume, mix }));
  } catch {
    // A page without storage begins anew next time; nothing else is lost.
  }
}
