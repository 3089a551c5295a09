import type { LaterSound } from '#core/media/audio-chunk';

const ASKED: { readonly [codec in LaterSound]: string } = { aac: 'mp4a.40.2', opus: 'opus' };

/** What this page decodes of what not every one does: some builds have no AAC, and pages on plain HTTP no decoder at all. */
export async function laterSound(): Promise<readonly LaterSound[]> {
  if (typeof AudioDecoder === 'undefined') return [];
  const decodes = async (codec: LaterSound): Promise<readonly LaterSound[]> => {
    try {
      const config = { codec: ASKED[codec], sampleRate: 48_000, numberOfChannels: 2 };
      return (await AudioDecoder.isConfigSupported(config)).supported ? [codec] : [];
    } catch {
      return [];
    }
  };
  return [...(await decodes('aac')), ...(await decodes('opus'))];
}
