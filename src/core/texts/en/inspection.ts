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

  'heard.several': '{n, plural, one {# vehicle is} other {# vehicles are}} on this link. Shown is {vehicle}.',
  'heard.several.tip': 'Choose whose values are shown; the choice is kept.',
  'heard.silent': '{vehicle} is silent, while others are heard on this link.',
  'heard.silent.tip': 'No other vehicle’s values take their place by themselves: choose one, or wait.',
  'heard.silent.addressTip': 'The source’s address names this vehicle (“system=”): no other’s values are shown.',
  'heard.choose': 'Choose…',
  'heard.whose': 'Whose values are shown',
  'heard.byAddress': 'The source’s address names it (“system=”).',
  'heard.isShown': 'shown',
  'heard.isSilent': '(silent)',
  'heard.show': 'Show',
  'heard.keep': 'Keep',
  'heard.showOf': 'Show {vehicle}',
  'heard.keepOf': 'Keep {vehicle}',
  'heard.forget': 'Show whichever is heard first',

  'offer.section': 'Video that the vehicle offers',
  'offer.choice': 'Video that can be shown',
  'offer.named': 'The vehicle offers “{name}”: {place}',
  'offer.unnamed': 'The vehicle offers {place}',
  'offer.show': 'Show it',
  'offer.showOf': 'Show it: {place}',
  'offer.tip': 'It is shown beside the others, and kept.',
  'offer.isThere': 'among the streams',
  'offer.later':
    '{what} cannot be played yet. Until it can, have ffmpeg hand it on: “ffmpeg -i ADDRESS -c:v copy -an -f h264 tcp://0.0.0.0:8000?listen=1”, and add the camera pi://, with that machine’s address.',
  'offer.here': 'It names this machine itself, or a file: that is not followed.',
  'offer.foreign': 'Nothing here plays “{scheme}”.',
  'offer.unreadable': 'Its address cannot be read.',

  'inspection.mavlink': 'MAVLink',
  'inspection.bound': 'Vehicle',
  'inspection.system': 'System {system}',
  'inspection.vehicle': 'System {system}: {kind}',
  'inspection.component': 'Component {id} {kind}',
  'inspection.camera': 'Camera {id}',
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
