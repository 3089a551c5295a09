import { z } from 'zod';

const KEY = 'groundglass.sound';

const schema = z.object({
  muted: z.boolean(),
  /** 0..1. */
  volume: z.number().min(0).max(1),
  /** All pictures that are shown, not the one in focus alone. */
  mix: z.boolean(),
});

/** How sound is heard, whenever it is on: that itself is a person's to say, each time anew. */
export type SoundMemory = z.infer<typeof schema>;

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
