import type { ViewerMessage } from '#contracts/link';

/** A codec that not every browser decodes. */
export type LaterCodec = NonNullable<Extract<ViewerMessage, { type: 'subscribe' }>['codecs']>[number];

/** Main profile at 1080p: what cameras send. */
const HEVC_MAIN = 'hev1.1.6.L120.B0';

/** Which of them this page decodes; most have H.265 in hardware alone, or not at all. */
export async function laterCodecs(): Promise<readonly LaterCodec[]> {
  if (typeof VideoDecoder === 'undefined') return [];
  try {
    const { supported } = await VideoDecoder.isConfigSupported({ codec: HEVC_MAIN, optimizeForLatency: true });
    return supported ? ['h265'] : [];
  } catch {
    return [];
  }
}
