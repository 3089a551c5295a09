import { CanvasScreen } from './canvas-screen';
import { GeneratorScreen, hasGeneratorScreen } from './generator-screen';
import { hasMediaSource } from './mse/media-source';
import { MseScreen } from './mse/mse-screen';
import type { Screen } from './screen';

export type ScreenKind = 'generator' | 'canvas' | 'mse';

/**
 * The screen that measured best where the platform has it, else the canvas; around it, where the page has no `VideoDecoder`,
 * one that decodes by MSE. `kind` is for benchmarks and tests.
 */
export function createScreen(kind?: ScreenKind): Screen {
  const needsMse = typeof VideoDecoder === 'undefined' && hasMediaSource();
  if (kind === 'mse' || (kind === undefined && needsMse)) return new MseScreen(frameScreen());
  return frameScreen(kind);
}

function frameScreen(kind?: ScreenKind): Screen {
  return (kind ?? (hasGeneratorScreen() ? 'generator' : 'canvas')) === 'generator'
    ? new GeneratorScreen()
    : new CanvasScreen();
}
