/**
 * The demo flight's path: a figure of eight of 20 s that ends where and as it began. Pure functions of time.
 *
 * Heading is a wave that is odd about half a period, f(t + T/2) = −f(t), and ground speed repeats every half period, so the
 * sideways drift cancels by itself; the wave's amplitude is solved so that the drift ahead cancels too. Bank follows from
 * the coordinated turn, tan(bank) = V · turn rate / g, and pitch from the climb, so nothing here can disagree.
 */
export const FPS = 30;
export const FRAMES = 600;
const PERIOD_S = FRAMES / FPS;

const G = 9.80665;
const W = (2 * Math.PI) / PERIOD_S;
/** Share of the third harmonic: flattens the turns, so that bank stays under 35° and holds longer. */
const FLATTEN = 0.12;
/** Heading in the middle of the right turn, degrees. North: the compass wraps within the picture. */
const MIDDLE_HEADING_DEG = 2;
const ANGLE_OF_ATTACK_DEG = 1;
const HOME = { latitudeDeg: 48.285, longitudeDeg: -4.56 };
const EARTH_RADIUS_M = 6_371_008.8;
const START_ALTITUDE_M = 58;

const DEG = 180 / Math.PI;

/** m/s; a little slower in the turns. */
const groundSpeed = (t) => 10.2 + 0.55 * Math.cos(2 * W * t);
/** Metres above home and its derivative. */
const altitude = (t) => START_ALTITUDE_M - 5.2 * Math.cos(W * t - 0.9) - 0.55 * Math.cos(3 * W * t);
const climbRate = (t) => 5.2 * W * Math.sin(W * t - 0.9) + 3 * 0.55 * W * Math.sin(3 * W * t);
/** Heading wave of amplitude 1 and its derivative. At t = 0 it turns from left to right. */
const wave = (t) => -(Math.cos(W * t) + (FLATTEN / 3) * Math.cos(3 * W * t));
const waveRate = (t) => W * (Math.sin(W * t) + FLATTEN * Math.sin(3 * W * t));

/** How far ahead a flight with this heading amplitude has drifted after a period, metres. */
function driftAhead(amplitude) {
  const steps = 4000;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const t = (i * PERIOD_S) / steps;
    sum += groundSpeed(t) * Math.cos(amplitude * wave(t));
  }
  return (sum * PERIOD_S) / steps;
}

function solveAmplitude() {
  let low = 1.8;
  let high = 3;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (driftAhead(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const AMPLITUDE = solveAmplitude();

/** Metres north and east of the start, one a frame, by the midpoint rule at 1/16 of a frame. */
const TRACK = (() => {
  const parts = 16;
  const dt = 1 / (FPS * parts);
  const track = [];
  let north = 0;
  let east = 0;
  for (let frame = 0; frame <= FRAMES; frame++) {
    track.push({ north, east });
    for (let i = 0; i < parts; i++) {
      const t = frame / FPS + (i + 0.5) * dt;
      const heading = headingRad(t);
      north += groundSpeed(t) * Math.cos(heading) * dt;
      east += groundSpeed(t) * Math.sin(heading) * dt;
    }
  }
  return track;
})();

function headingRad(t) {
  return MIDDLE_HEADING_DEG / DEG + AMPLITUDE * wave(t);
}

const wrap360 = (deg) => ((deg % 360) + 360) % 360;
const wrap180 = (deg) => wrap360(deg + 180) - 180;

function attitude(t) {
  const roll = Math.atan((groundSpeed(t) * AMPLITUDE * waveRate(t)) / G);
  const pitch = Math.atan(climbRate(t) / groundSpeed(t)) + ANGLE_OF_ATTACK_DEG / DEG;
  return { roll, pitch };
}

/**
 * Where the vehicle is and how it moves when a frame is taken. Any whole number; the flight repeats.
 *
 * @returns pose for the renderer (metres, radians) and values for the telemetry (units in the names).
 */
export function flightAt(frame) {
  const index = ((frame % FRAMES) + FRAMES) % FRAMES;
  const t = index / FPS;
  const { roll, pitch } = attitude(t);
  const heading = headingRad(t);
  const speed = groundSpeed(t);
  const climb = climbRate(t);
  const { north, east } = TRACK[index];

  const dt = 1e-4;
  const before = attitude(t - dt);
  const after = attitude(t + dt);
  const rollRate = (after.roll - before.roll) / (2 * dt);
  const pitchRate = (after.pitch - before.pitch) / (2 * dt);
  const turnRate = AMPLITUDE * waveRate(t);
  // What the body's gyros read of the Euler rates.
  const gyro = {
    x: rollRate - turnRate * Math.sin(pitch),
    y: pitchRate * Math.cos(roll) + turnRate * Math.cos(pitch) * Math.sin(roll),
    z: -pitchRate * Math.sin(roll) + turnRate * Math.cos(pitch) * Math.cos(roll),
  };
  // Specific force, acceleration less gravity, first along the track, across it and down, then in the body's axes.
  const along = (groundSpeed(t + dt) - groundSpeed(t - dt)) / (2 * dt);
  const across = speed * turnRate;
  const down = -(climbRate(t + dt) - climbRate(t - dt)) / (2 * dt) - G;
  const pitched = along * Math.sin(pitch) + down * Math.cos(pitch);
  const accel = {
    x: along * Math.cos(pitch) - down * Math.sin(pitch),
    y: across * Math.cos(roll) + pitched * Math.sin(roll),
    z: -across * Math.sin(roll) + pitched * Math.cos(roll),
  };
  return {
    pose: { north, east, altitude: altitude(t), roll, pitch, heading },
    telemetry: {
      rollDeg: roll * DEG,
      pitchDeg: pitch * DEG,
      yawDeg: wrap180(heading * DEG),
      headingDeg: wrap360(heading * DEG),
      latitudeDeg: HOME.latitudeDeg + (north / EARTH_RADIUS_M) * DEG,
      longitudeDeg: HOME.longitudeDeg + (east / (EARTH_RADIUS_M * Math.cos(HOME.latitudeDeg / DEG))) * DEG,
      altitudeM: altitude(t),
      groundSpeedMps: speed,
      airspeedMps: Math.hypot(speed, climb),
      climbRateMps: climb,
      throttlePercent: Math.round(46 + 9 * climb),
      batteryA: 11 + 4.2 * climb,
      accelMps2: accel,
      gyroRadps: gyro,
    },
  };
}
