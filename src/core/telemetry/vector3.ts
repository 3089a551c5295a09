/** Three components along the body's x (forward), y (right) and z (down) axes. */
export interface Vector3 {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}
