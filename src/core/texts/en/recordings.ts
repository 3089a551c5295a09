/** What is refused of recordings, and why one ended. */
export const RECORDINGS_TEXTS = {
  'recordings.isRecorded': 'It is still being recorded.',
  'recordings.isRecorded.tip': 'Stop the recording first, with key r.',
  'recordings.deletedForGood': 'This deletion cannot be taken back any more.',
  'recordings.deletedForGood.tip': 'Half a minute has passed.',
  'recordings.gone': 'This recording is gone.',
  'refused.closing': 'The station is closing.',
  'recordings.tooManyPlayed': 'No more than {max} recordings are played at a time.',
  'recordings.cannotPlay': '{name} cannot be played: {why}.',
  'recordings.noLog': 'the log {name} cannot be read: {why}',
  'recordings.noPlaying': 'This station plays no recordings.',
  'recordings.openHere': 'A file is opened at the station’s own screen alone.',
  'recordings.tooMany': 'No more than {max} recordings at a time.',
  'recordings.chooseAnother': 'Choose another in the list of recordings, key l.',
  'refused.watchOnlyRecordings': 'You may look at recordings, but not change them.',
  'recorder.diskFull': 'Recording stopped: the disk is full.',
  'recorder.diskFull.tip': 'Delete recordings, or choose another folder with --recordings. What was recorded is whole.',
  'recorder.failed': 'Recording stopped: {reason}',
  'recorder.failed.tip': 'See that the folder of the recordings can be written. What was recorded is whole.',
  'recorder.moved':
    '{file} is not where it was recorded any more: its folder was deleted, renamed or unmounted. A new file is being recorded.',
  'recorder.moved.tip':
    'See that the folder of the recordings stays where it is, or name a second with --recordings-fallback.',
  'recorder.moved.second.tip':
    'See that the folder of the recordings stays where it is. While it cannot be made again, the second folder is written to.',
  'recorder.stuck':
    'The disk of the recordings does not answer. Pictures wait in memory, and are lost once that is full.',
  'recorder.stuck.tip': 'See to the disk, or to the network that it is reached by. Live pictures go on.',
  'recorder.answersAgain':
    'The disk of the recordings answers again. {lost, plural, =0 {No picture was} one {# picture was} other {# pictures were}} lost.',
  'recorder.resumed': 'Recording goes on in a new file. {why}',
  'recorder.nothingComes': 'No picture comes from this stream: nothing is recorded before its first one.',
  'recorder.noEntry':
    'Pictures come, but none with which decoding can begin: the camera sends no key picture and no recovery point.',
  'recorder.noEntry.tip':
    'Have its encoder send key pictures regularly; the recording begins by itself with the first one.',
  'recorder.nothingComes.tip': 'See what is said over its picture; the recording begins by itself.',
  'recorder.isRecording': 'It is a recording already.',
  'recorder.refused': 'This cannot be recorded: {why}',
  'recorder.refused.tip': 'Choose a stream of the list.',
} as const;
