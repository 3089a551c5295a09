/** Settings, as a dialog calls them and `--help` explains them. */
export const SETTINGS_TEXTS = {
  'settings.notJson': '{file} is not JSON',
  'settings.notJsonAt': '{file} is not JSON: see {place}',
  'settings.inFile': '{file}: {problem}',
  'settings.unknown': '“{name}” is not a setting: {advice}',
  'settings.meant': 'did you mean “{meant}”?',
  'settings.refused': '“{name}” is not allowed to be {value}: {allowed}',
  'settings.refusedSecret': '“{name}” is not allowed to be what it is: {allowed}',
  'setting.noAdvertise': 'Do not tell the network of this station',
  'setting.noAdvertise.about':
    'Do not tell the network where this station serves others (mDNS). One that serves this machine alone never does.',
  'setting.publicNames': 'Public names',
  'setting.publicNames.about':
    'A name under which other machines reach the gateway, besides its own; may be given again and again.',
  'setting.tls': 'HTTPS with a certificate of its own',
  'setting.tls.about':
    'Serve HTTPS with a certificate that is made for this machine and kept; its fingerprint is printed.',
  'setting.tlsCert': 'Certificate',
  'setting.tlsCert.about': 'Serve HTTPS with this certificate (PEM, with its chain).',
  'setting.tlsKey': 'Key of the certificate',
  'setting.tlsKey.about': 'The key of --tls-cert (PEM).',
  'setting.serving': 'Serve others from the start',
  'setting.serving.about': 'The gateway for others that a person switched on in the window, to be kept.',
  'setting.amqpUrl': 'Server',
  'setting.amqpUrl.about':
    'RabbitMQ to publish pictures to, as amqp://user:password@host/vhost: JPEG and H.264, for programs. GROUNDGLASS_AMQP_URL says the same with no password on the command line.',
  'setting.amqpFrames': 'JPEG pictures a second',
  'setting.amqpFrames.about':
    'Publish each stream as JPEG to video_frames_exchange, so many pictures a second (needs ffmpeg).',
  'setting.amqpH264': 'Publish H.264',
  'setting.amqpH264.about': "Publish each stream's H.264 as it is to video_stream_exchange.",
  'setting.amqpStreams': 'Streams',
  'setting.amqpStreams.about':
    "Publish this stream, by its id or name; may be given again and again. Without it: all that are not another station's, and of those that a simulation or simulator pushes only with SAVE_SIMULATION_DATA=true.",
  'setting.amqpSize': 'Size of the JPEGs',
  'setting.amqpSize.about': 'Box that these JPEGs are fitted into; they are never enlarged. Without it: 1920x1080.',
  'setting.amqpQuality': 'Quality of the JPEGs',
  'setting.amqpQuality.about': 'Quality of these JPEGs.',
  'setting.amqpSaveFrames': 'Folder for the JPEGs',
  'setting.amqpSaveFrames.about':
    'Also keep these JPEGs as files, the last 1000 of each stream. SAVE_INDIVIDUAL_FRAMES=true says the same of the folder “frames”.',
  'setting.broker': 'Server',
  'setting.broker.about':
    'Share streams with other stations over this RabbitMQ, as amqp://user:password@host/vhost. GROUNDGLASS_BROKER says the same with no password on the command line.',
  'setting.stationName': "This station's name",
  'setting.stationName.about':
    "What other stations know this one as; no two at one broker alike. Without it: this machine's name.",
  'setting.jt': 'Let dash cams dial in',
  'setting.jt.about':
    'Let dash cams dial in (JT/T 808 and 1078). Nobody is let in who is not named, see --jt-terminal.',
  'setting.jtListen': 'Address',
  'setting.jtListen.about': 'Address on which dash cams are awaited.',
  'setting.jtPort': 'TCP port',
  'setting.jtPort.about': 'TCP port for their signalling and media. With --jt also TCP_PORT of the environment.',
  'setting.jtUdpPort': 'UDP port',
  'setting.jtUdpPort.about': 'UDP port for their media. With --jt also UDP_PORT of the environment.',
  'setting.jtPlaybackPort': 'Playback port',
  'setting.jtPlaybackPort.about': 'TCP and UDP port for what dash cams play back from their own storage.',
  'setting.jtAdvertise': 'Advertised address',
  'setting.jtAdvertise.about':
    'Where dash cams are told to send their media. Without it: the address at which they reached this machine.',
  'setting.jtTerminals': 'Known dash cams',
  'setting.jtTerminals.about':
    'A dash cam that may come, by its phone number; may be given again and again. With a code it must show that one; without, it is given one when it first registers.',
  'setting.jtAcceptNew': 'Accept unknown dash cams',
  'setting.jtAcceptNew.about': 'Let in dash cams that nobody has named, too.',
  'setting.jtFiles': 'Folder for their files',
  'setting.jtFiles.about':
    'Folder for the pictures, sounds and films that dash cams send. Without it: dash-cams in the folder of the recordings.',
  'setting.jtFilesQuota': 'Room for their files',
  'setting.jtFilesQuota.about': 'The oldest of these files go where they are more than this.',
  'setting.jtAlarmFiles': 'Fetch the files of alarms',
  'setting.jtAlarmFiles.about':
    'Have a dash cam send the pictures and films of each alarm of active safety at once, which costs its mobile data. Without it: when somebody asks for them.',
  'setting.settings': 'Settings file',
  'setting.settings.about': 'JSON file with these settings by their camelCase names; the command line wins over it.',
  'setting.logFile': 'Log file',
  'setting.logFile.about':
    'Keep the log in this file, too, with what is said at info: five files of 5 MiB, the newest without a number. The desktop application keeps one beside its settings, in logs.',
  'setting.logLevel': 'Log',
  'setting.logLevel.about': 'How much is logged.',
  'setting.recordings': 'Folder',
  'setting.recordings.about': 'Folder of the recordings. Without it: Videos/Groundglass in your home.',
  'setting.recordings.about.record': 'Folder to record into. Without it: this one.',
  'setting.recordingsFallback': 'Second folder',
  'setting.recordingsFallback.about':
    'Written to while the folder of the recordings is gone, full or cannot be written. Without it: recording stops there.',
  'setting.recordingsMode': 'Rights',
  'setting.recordingsMode.about':
    'Rights of recordings, what lies beside them, clips and snapshots, as octal digits: 0640 lets the group read them. Without it: 0600, for you alone.',
  'setting.recordName': 'File name',
  'setting.recordName.about':
    "Name of a recording, of '{'stream'}', '{'date'}' and '{'time'}'. A name that is taken is numbered.",
  'setting.recordSegment': 'Longest file',
  'setting.recordSegment.about': 'A new file begins with the next key picture after this time.',
  'setting.recordSegmentBytes': 'Largest file',
  'setting.recordSegmentBytes.about': 'The same after so many bytes.',
  'setting.recordReserve': 'Disk reserve',
  'setting.recordReserve.about':
    'Left free on the disk: recording stops there with an alarm, and the live picture goes on.',
  'setting.recordBeside': 'Telemetry formats',
  'setting.recordBeside.about':
    'Telemetry in this form too beside a recording that ended, besides its .jsonl; may be given again and again. Any form can be had later.',
  'setting.record': 'Record',
  'setting.record.about':
    'When streams are recorded: on demand (key r, API), always, or while their telemetry says that they are armed (a dash cam’s ignition is on, a host sends armed), that they move, or either of the two (active); a person may start and stop at any time.',
  'setting.recordBefore': 'Time before',
  'setting.recordBefore.about':
    'A recording that begins since a vehicle is armed or moves begins so long before, where it can be rewound.',
  'setting.recordAfter': 'Time after',
  'setting.recordAfter.about':
    'It ends so long after the vehicle is neither any more; one that comes back to it is recorded on.',
  'setting.recordHours': 'Hours',
  'setting.recordHours.about':
    'Record by rule in these hours alone, of every day or of some days, in local time; may be given again and again. Without it: at any time.',
  'setting.recordQuota': 'Quota',
  'setting.recordQuota.about':
    'Most bytes of all recordings together; the oldest that is not pinned is deleted. Without it: no limit.',
  'setting.remoteCameraPort': 'TCP port',
  'setting.remoteCameraPort.about':
    'Let phones with the remote-camera application come to this TCP port (5757 is theirs by default; 0: any free one). A person is asked about each that is new.',
  'setting.remoteCameraListen': 'Address',
  'setting.remoteCameraListen.about':
    'Address on which phones are let come. On any but loopback the network is told of it by mDNS.',
  'setting.remoteCameraAcceptNew': 'Accept every phone',
  'setting.remoteCameraAcceptNew.about': 'Let every phone in that comes, and ask nobody.',
  'setting.remoteCameraCode': 'Pairing code',
  'setting.remoteCameraCode.about':
    'Let in, without asking, a phone that gives this code; best kept in the settings file, since other users of this machine can read command lines.',
  'setting.restreamVideo': 'Video port',
  'setting.restreamVideo.about':
    'Offer a stream on this TCP port as a Pi does, to any number of clients: raw H.264. 0: any free port.',
  'setting.restreamTelemetry': 'Telemetry port',
  'setting.restreamTelemetry.about':
    "Offer the stream's telemetry on this TCP port as a Pi does: Socket.IO. 0: any free port.",
  'setting.restreamStream': 'Stream',
  'setting.restreamStream.about': 'Which stream is offered so, by its id, name or URL. Without it: the first.',
  'setting.restreamListen': 'Address',
  'setting.restreamListen.about':
    'Address on which it is offered. These clients know no token: on any other than loopback, whoever reaches it watches.',
  'setting.rewindMinutes': 'Length',
  'setting.rewindMinutes.about':
    'How much of each stream can be rewound; kept in files in TMPDIR (without it in /tmp, or in /var/tmp where that is memory) that go with the program. 0: nothing.',
  'setting.rewindBytes': 'Disk space',
  'setting.rewindBytes.about':
    'Most bytes of all streams together that are kept for it; then the oldest go first. Fewer where the disk has less left than three times --record-reserve: recordings matter more.',
  'setting.host': 'Vehicle',
  'setting.host.about': 'Vehicle to show: address of the Raspberry Pi host. Without it a form asks.',
  'setting.host.about.gateway': 'Vehicle to take in: address of the Raspberry Pi host.',
  'setting.host.about.record': 'Vehicle to record: address of the Raspberry Pi host.',
  'setting.videoPort': 'Video port',
  'setting.videoPort.about': 'TCP port of the raw H.264 video.',
  'setting.telemetryPort': 'Telemetry port',
  'setting.telemetryPort.about': 'TCP port of the Socket.IO telemetry.',
  'setting.sources': 'Streams',
  'setting.sources.about':
    'A stream to take in, such as pi://10.0.0.7:9000?telemetry=9001&name=Rover; may be given again and again. With lazy=1 it is fetched only while somebody watches.',
  'setting.sources.about.record': 'A stream to record, such as pi://10.0.0.7:9000; may be given again and again.',
  'setting.telemetry': 'Telemetry from',
  'setting.telemetry.about':
    'Where the telemetry of --host, or of the first --source, comes from instead, such as mavlink+udp://0.0.0.0:14550. Without either it is a stream of its own.',
  'setting.mavlinkKey': 'Key of MAVLink',
  'setting.mavlinkKey.about':
    'File with the key (64 hexadecimal digits) that MAVLink packets are signed with; nobody else may read it (mode 0600). Packets that are not signed with it are refused.',
  'setting.mavlinkForward': 'Forward MAVLink to',
  'setting.mavlinkForward.about':
    'Send each packet of MAVLink that comes on to these programs, such as udp://127.0.0.1:14551,udp://10.0.0.5:14550, as it came and one way. Never to one that sends to us. Without it nothing is forwarded.',
  'setting.silent': 'Send nothing to vehicles',
  'setting.silent.about':
    'Send nothing at all to vehicles of MAVLink: no heartbeats of a ground station, and no requests for message rates. Nothing else is ever sent.',
  'setting.showDamaged': 'Show damaged pictures',
  'setting.showDamaged.about':
    'Go on showing pictures when a part of one was lost. Without it the last good picture stays until the next whole one.',
  'setting.ffmpeg.about':
    'Program that turns video into JPEG, H.265 into H.264, and sound into PCM. Without it: FFMPEG_BIN, then the package ffmpeg-static, then PATH.',
  'setting.ffmpeg': 'ffmpeg',
  'setting.noOverlay': 'Hide instruments at the start',
  'setting.noOverlay.about': 'Start with the instruments hidden (key o shows them).',
  'setting.units': 'Units',
  'setting.units.about':
    'Units that people read: a system, and what is to be otherwise, such as imperial or metric,speed=km/h or nautical,length=ft. Measures: speed (m/s, km/h, mph, kn), climb (m/s, ft/min), length (m, ft), distance (km, mi, NM), temperature (C, F), pressure (hPa, inHg). Key u changes them. Files stay metric. GROUNDGLASS_UNITS says the same.',
  'setting.units.about.export':
    'Units of the instruments that --overlay burns in, as those of the viewer; files beside the clip stay metric.',
  'setting.fullscreen': 'Full screen',
  'setting.fullscreen.about': 'Start in full screen (key f leaves it).',
  'setting.alwaysOnTop': 'Always on top',
  'setting.alwaysOnTop.about': 'Keep the window above all others.',
  'setting.geometry': 'Size and place',
  'setting.geometry.about': 'Size and place of the picture, in pixels.',
  'setting.borderless': 'No frame',
  'setting.borderless.about': 'No title bar and no frame.',
  'setting.shell': 'Opens in',
  'setting.shell.about':
    'Where the viewer opens: Electron, the installed Chrome, Chromium or Edge, or nowhere (prints the address and a line of statistics a second). Without it: the first of these that this machine has.',
  'setting.listen': 'Listen on',
  'setting.listen.about':
    'Where the gateway serves the viewer to browsers. On any address but loopback, clients need a token. Without it: on a free port of this machine, and in Electron nowhere, until a person switches it on (key g).',
  'setting.listen.about.gateway': 'Where browsers find the viewer. On any address but loopback, clients need a token.',
  'settings.vehicle': 'Vehicle and streams',
  'settings.window': 'Window',
  'settings.gateway': 'Gateway',
  'settings.restream': 'Re-stream',
  'settings.broker': 'Other stations',
  'settings.amqp': 'RabbitMQ',
  'settings.phones': 'Phones',
  'settings.dashcams': 'Dash cams',
  'settings.rewind': 'Rewind',
  'settings.recording': 'Recording',
  'settings.program': 'Program',
  'settings.notObject': '{file} must be a JSON object of settings, such as \'{\'"host": "192.168.1.100"\'}\'',
  'settings.unknownName': '“{name}” is not a setting',
} as const;
