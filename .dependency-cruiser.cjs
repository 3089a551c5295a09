// The import table of docs/architecture.md, enforced. Each layer names what it may NOT reach.
const layer = (name, forbidden) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: forbidden },
});
const NODE = '^node:|^(fs|net|path|http|https|crypto|os|child_process|events|stream|url|util)$';
const ELECTRON = '(^|/)electron(/|$)';
const REACT = 'node_modules/(react|react-dom|react-aria-components|zustand)/';

// The floors of the viewer: one rule for each, which may reach none above it and none beside it.
const { FLOORS, APART } = require('./scripts/lib/floors.mjs');
const floorRules = FLOORS.flatMap((floor, at) =>
  floor.map((folder) => {
    const forbidden = FLOORS.slice(0, at + 1)
      .flat()
      .filter((other) => other !== folder);
    return {
      name: `renderer-floor-${folder}`,
      comment: 'The floors of the viewer (scripts/lib/floors.mjs) go down only.',
      severity: 'error',
      from: { path: `^src/renderer/${folder}/`, pathNot: '\\.test\\.tsx?$' },
      to: { path: forbidden.length === 0 ? '^$' : `^src/renderer/(${forbidden.join('|')})/` },
    };
  }),
);
const apartRules = APART.map((folder) => ({
  name: `${folder}-apart`,
  comment: 'What two of them share goes a floor down.',
  severity: 'error',
  from: { path: `^src/renderer/${folder}/([^/]+)/` },
  to: { path: `^src/renderer/${folder}/[^/]+/`, pathNot: `^src/renderer/${folder}/$1/` },
}));

// The floors of src/core, from the ground up: a folder imports those before it, never one behind it.
const CORE_FLOORS = [
  'colour',
  'texts',
  'telemetry',
  'inspection',
  'http',
  'media',
  'bitstream',
  'media-file',
  'mp4',
  'protocols',
  'recording',
  'instruments',
  'exports',
  'overlay-ass',
  'snapshot',
  'settings',
  'diagnostics',
];
const coreFloors = [
  ...CORE_FLOORS.slice(0, -1).map((floor, at) => ({
    name: `core-floor-${floor}`,
    severity: 'error',
    from: { path: `^src/core/${floor}/`, pathNot: '\\.test\\.tsx?$' },
    to: { path: `^src/core/(${CORE_FLOORS.slice(at + 1).join('|')})/` },
  })),
  {
    name: 'core-floor-ground',
    comment: 'What lies in src/core itself serves every floor; a new folder has its place in CORE_FLOORS.',
    severity: 'error',
    from: { path: '^src/core/[^/]+$', pathNot: '\\.test\\.tsx?$' },
    to: { path: '^src/core/[^/]+/' },
  },
  {
    name: 'core-floor-unknown',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^src/core/[^/]+/', pathNot: `^src/core/(${CORE_FLOORS.join('|')})/` },
  },
];

// The floors of the station, from the top down: each may import those below it, none above and none beside it.
const STATION_FLOORS = [
  ['station.ts'],
  ['running-services.ts', 'gateway', 'link'],
  ['services', 'simulators'],
  // What services plug into: their contract, topics, routes.
  ['extension', 'settings'],
  ['transcode', 'media-file', 'amqp'],
  ['sources'],
  ['approvals', 'encoding', 'playback'],
  ['hub'],
  ['log.ts', 'log-file.ts', 'network', 'free-bytes.ts', 'file-place.ts', 'process-owner.ts'],
  ['capability.ts', 'clips', 'clock.ts', 'file-mode.ts', 'find-ffmpeg.ts', 'replace-file.ts', 'serial'],
  ['machine'],
];
/** The ground of the station, which knows nothing of a station: the host stands on it too. */
const GROUND = STATION_FLOORS.slice(-3).flat();
const stationPath = (part) => (part.endsWith('.ts') ? part.replaceAll('.', '\\.').concat('$') : `${part}/`);
const stationFloorRules = STATION_FLOORS.flatMap((floor, at) =>
  floor.map((part) => {
    const forbidden = STATION_FLOORS.slice(0, at + 1)
      .flat()
      .filter((other) => other !== part);
    return {
      name: `station-floor-${part}`,
      comment: 'The floors of the station (STATION_FLOORS) go down only.',
      severity: 'error',
      from: { path: `^src/station/${stationPath(part)}`, pathNot: '\\.test\\.ts$' },
      to: { path: forbidden.length === 0 ? '^$' : `^src/station/(${forbidden.map(stationPath).join('|')})` },
    };
  }),
);
const stationRules = [
  ...stationFloorRules,
  {
    name: 'station-has-floors',
    comment: 'A new part of the station takes its place in STATION_FLOORS.',
    severity: 'error',
    from: {
      path: '^src/station/',
      pathNot: `(^src/station/(${STATION_FLOORS.flat().map(stationPath).join('|')}))|\\.test\\.ts$`,
    },
    to: {},
  },
  {
    name: 'services-by-table',
    comment: 'The station knows its services by their table alone, so that a new one changes nothing else.',
    severity: 'error',
    from: { path: '^src/station/', pathNot: '(^src/station/services/table\\.ts|\\.test\\.ts)$' },
    to: { path: '^src/station/services/[^/]+/service\\.ts$' },
  },
];

// The floors of the host, from the top down, as those of the station.
const HOST_FLOORS = [
  ['host.ts'],
  ['check'],
  ['video', 'telemetry'],
  ['camera', 'mavlink'],
  ['machine'],
  ['access', 'program'],
];
const hostFloors = [
  ...HOST_FLOORS.flatMap((floor, at) =>
    floor.map((part) => {
      const forbidden = HOST_FLOORS.slice(0, at + 1)
        .flat()
        .filter((other) => other !== part);
      return {
        name: `host-floor-${part}`,
        comment: 'The floors of the host (HOST_FLOORS) go down only.',
        severity: 'error',
        from: { path: `^src/host/${stationPath(part)}`, pathNot: '\\.test\\.ts$' },
        to: { path: `^src/host/(${forbidden.map(stationPath).join('|') || '^$'})` },
      };
    }),
  ),
  {
    name: 'host-has-floors',
    comment: 'A new part of the host takes its place in HOST_FLOORS.',
    severity: 'error',
    from: {
      path: '^src/host/',
      pathNot: `(^src/host/(${HOST_FLOORS.flat().map(stationPath).join('|')}))|\\.test\\.ts$`,
    },
    to: {},
  },
];

module.exports = {
  forbidden: [
    ...coreFloors,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'Files that Vite gives a URL are looked up by it, through the exports of their package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker&)?url$' },
    },
    layer('core', `^src/(?!core/)|${NODE}|${ELECTRON}|${REACT}`),
    {
      name: 'core-no-node-builtins',
      severity: 'error',
      from: { path: '^src/(core|contracts|renderer)/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    layer('contracts', `^src/(?!core/|contracts/)|${ELECTRON}|${REACT}`),
    layer('station', `^src/(?!core/|contracts/|station/)|${ELECTRON}|${REACT}`),
    layer('host', `^src/(?!core/|station/|host/)|${ELECTRON}|${REACT}`),
    {
      name: 'host-on-the-ground',
      comment: 'The host needs no station: of it, what knows nothing of one.',
      severity: 'error',
      from: { path: '^src/host/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/station/', pathNot: `^src/station/(${GROUND.map(stationPath).join('|')})` },
    },
    ...hostFloors,
    layer('cli', `^src/(?!core/|contracts/|station/|host/|cli/)|${ELECTRON}|${REACT}`),
    layer('main', `^src/(renderer|preload)/|${REACT}`),
    layer('preload', `^src/(?!contracts/|preload/)|${REACT}`),
    layer('renderer', `^src/(?!core/|contracts/|renderer/)|${ELECTRON}`),
    {
      name: 'station-hub-floor',
      comment: 'The hub knows no source and no taker.',
      severity: 'error',
      from: { path: '^src/station/hub/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/station/(?!hub/|clock\\.ts$)' },
    },
    {
      name: 'station-sources-floor',
      comment: 'Sources give pictures to the hub; who takes them, and how, is above.',
      severity: 'error',
      from: { path: '^src/station/sources/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/station/(exports|gateway|link|playback|recordings|rewind|services|simulators|sinks|transcode)/',
      },
    },
    {
      name: 'station-dialling-sources-apart',
      comment: 'A source that dials never imports another; the registry names them all.',
      severity: 'error',
      from: { path: '^src/station/sources/dial/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/station/sources/(dial|accept)/[^/]+/', pathNot: '^src/station/sources/dial/$1/' },
    },
    {
      name: 'protocols-apart',
      comment: 'A protocol folder never imports another; one registry names them all.',
      severity: 'error',
      from: { path: '^src/core/protocols/([^/]+)/' },
      to: { path: '^src/core/protocols/[^/]+/', pathNot: '^src/core/protocols/$1/' },
    },
    {
      name: 'instruments-apart',
      comment: 'Instruments never import each other.',
      severity: 'error',
      from: { path: '^src/(core|renderer)/instruments/([^/]+)/' },
      to: { path: '^src/(core|renderer)/instruments/[^/]+/', pathNot: '^src/(core|renderer)/instruments/($2|shared)/' },
    },
    ...stationRules,
    ...floorRules,
    ...apartRules,
    {
      name: 'features-by-table',
      comment: 'The page knows its features by their table alone, so that a new one changes nothing else.',
      severity: 'error',
      from: { path: '^src/renderer/app/', pathNot: '(^src/renderer/app/features\\.ts|\\.test\\.tsx?)$' },
      to: { path: '^src/renderer/features/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Scripts that make test data run in Node, whatever layer's tests they serve.
    exclude: { path: '/fixtures/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
