export const CONNECT_TEXTS = {
  'connect.title': 'Connect to a vehicle',
  'connect.address': 'Address of the Raspberry Pi',
  'connect.videoPort': 'Video port',
  'connect.telemetryPort': 'Telemetry port',
  'connect.otherKind': 'Another kind of camera, or a list of all?',
  'connect.cameras': 'Cameras…',
  'connect.addToWall': 'Add to the wall',
  'connect.submit': 'Connect',
  'connect.demo': 'No vehicle at hand? {command} shows a simulated one.',
} as const;
