/** What is on a link, and what would make it better. */
export const INSPECTION_TEXTS = {
  'inspection.title': 'What is on this link?',
  'inspection.none': 'There is nothing to look at: no stream is shown.',
  'inspection.asking': 'Asking the station…',
  'inspection.copy': 'Copy as text',
  'inspection.copied': 'Copied.',
  'inspection.notCopied': 'This page may not copy: mark the text and copy it by hand.',
  'inspection.unknown': 'unknown',

  'inspection.video': 'Video',
  'inspection.from': 'From',
  'inspection.format': 'Format',
  'inspection.bitRate': 'Bit rate',
  'inspection.pictures': 'Pictures',
  'inspection.perSecond': '{n} a second',
  'inspection.group': 'Key picture',
  'inspection.groupOf': 'every {pictures} pictures, {seconds} s',
  'inspection.jitter': 'Unevenness',
  'inspection.faults': 'Faults',
  'inspection.held': 'Held back',
  'inspection.late': 'One picture late',
  'inspection.reconnects': 'Connected again',
  'inspection.longGroup':
    'A key picture comes every {seconds} s only: who joins, or loses a packet, waits so long. Set the encoder’s key interval (GOP, IDR period) to 1 or 2 s.',
  'inspection.rough':
    'Pictures come unevenly, {ms} ms: a crowded radio channel or a busy encoder. Try another channel, a lower bit rate, or a wire.',
  'inspection.damaged':
    'Pictures were lost or damaged on the way: lower the bit rate, or bring the ends of the radio nearer.',
  'inspection.lateEnds':
    'Some pictures are shown one picture late, since their end cannot be told before the next begins. An encoder that writes frames instead of fields, or an access unit delimiter, makes them come at once.',

  'inspection.mavlink': 'MAVLink',
  'inspection.tlog': 'Log',
  'inspection.tlogBytes': 'Bytes',
  'inspection.tlogDamaged': 'Damaged stretches (bytes)',
  'inspection.tlogClock': 'Clock was set, times',
  'inspection.tlogDamagedAdvice':
    'The log is damaged in {stretches} places: {bytes} bytes were passed over. What is whole is played.',
  'inspection.forward': 'Forwarded',
  'inspection.forwarded': '{sent} packets, {lost} not sent',
  'inspection.forwardLoop': 'nothing: it sends to us, and would get its own packets back',
  'inspection.forwardUnknown': 'nothing: its name is not known',
  'inspection.forwardAgain': 'Came twice, sent once',
  'inspection.packets': '{n} packets',
  'inspection.bound': 'Vehicle',
  'inspection.system': 'System {system}',
  'inspection.vehicle': 'System {system}: {kind}',
  'inspection.component': 'Component {id} {kind}',
  'inspection.received': '{received} packets, {lost}% lost',
  'inspection.hertz': '{n} Hz',
  'inspection.refused': 'Refused: {why}',
  'inspection.noMavlink':
    'No packet of MAVLink came. Have the autopilot, or its router, send to this machine’s address and port.',
  'inspection.noAutopilot':
    'Nobody here is an autopilot: packets come, but no heartbeat of a vehicle. Look at the router’s filters.',
  'inspection.refusedAdvice':
    'Packets were refused. Is the signing key of the vehicle the one that is set here, and its clock right?',
  'inspection.lossy':
    '{percent}% of the packets of component {component} were lost: lower its stream rates, or look at the radio.',
} as const;
