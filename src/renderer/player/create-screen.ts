import { CanvasScreen } from './canvas-screen';
import { GeneratorScreen, hasGeneratorScreen } from './generator-screen';
import type { Screen } from './screen';

export type ScreenKind = 'generator' | 'canvas';

/** The screen that measured best where the platform has it, else the canvas. `kind` is for benchmarks and tests. */
export function createScreen(kind: ScreenKind = hasGeneratorScreen() ? 'generator' : 'canvas'): Screen {
  return kind === 'generator' ? new GeneratorScreen() : new CanvasScreen();
}
