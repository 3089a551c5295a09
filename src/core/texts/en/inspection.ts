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

  'inspection.rtp': 'RTP',
  'inspection.rtpSender': 'Sender',
  'inspection.rtpPayload': 'Payload type',
  'inspection.rtpPackets': 'Packets',
  'inspection.rtpJitter': 'Jitter',
  'inspection.rtpEnds': 'Ends of pictures',
  'inspection.rtpMarked': 'marked by the sender',
  'inspection.rtpNotMarked': 'not marked',
  'inspection.rtpReports': 'RTCP',
  'inspection.rtpHasReports': 'sender reports come',
  'inspection.rtpNoReports': 'no sender reports',
  'inspection.rtpUnreadable': 'Datagrams that are no RTP',
  'inspection.rtpOthers': 'Packets of others',
  'inspection.rtpLate': 'Twice or too late',
  'inspection.rtpDropped': 'Dropped by this machine',
  'inspection.rtp.length': 'Wrong length inside a packet',
  'inspection.rtp.orphan': 'Fragments without their beginning',
  'inspection.rtp.type': 'Unknown packet types',
  'inspection.rtp.interleaved': 'Interleaved packets',
  'inspection.rtpNone':
    'No packet came. Have the camera send to this machine’s address and port, and see that no firewall stands between.',
  'inspection.rtpOther':
    'Packets come, but none that shows H.264 or H.265. Give the codec as ?codec=h264 or h265 where the camera sends no parameter sets, or look at what it sends.',
  'inspection.rtpDroppedAdvice':
    'This machine had no room for packets that came: raise net.core.rmem_max (Linux), or lower the bit rate.',
  'inspection.rtpLossy':
    '{percent}% of the packets were lost on the way: lower the bit rate, or look at the radio. Each loss costs the pictures up to the next key picture.',
  'inspection.rtpUnmarkedAdvice':
    'The sender does not set the marker bit behind a picture (RFC 6184, 5.1): the end of each is found in its bits. H.265 is shown one picture late by that.',
  'inspection.rtpInterleavedAdvice':
    'The sender interleaves NAL units, which is not read here: set packetization-mode to 0 or 1.',
} as const;
