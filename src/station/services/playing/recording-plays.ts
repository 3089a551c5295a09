import type { LibraryAsk } from '#contracts/library';
import type { libraryTopic } from '#contracts/topics/library';
import type { Result } from '#core/texts/result';
import { type Text, text } from '#core/texts/text';
import type { TopicContext } from '../../extension/topic';
import type { Stream } from '../../hub/stream';
import type { HeldRecording, Playing } from './playing';

/** Recordings that one viewer has open: a wall of sixteen. */
const MAX_OPEN = 16;

type PlayAsk = Extract<LibraryAsk, { ask: 'play' | 'close' | 'open-file' }>;

/** What it needs of a viewer's link. */
type PlaysContext = Pick<TopicContext<typeof libraryTopic>, 'rights' | 'streams' | 'tell' | 'refuse'>;

/** The recordings that one viewer plays: held open for it until it closes them, or goes. */
export class RecordingPlays {
  readonly #playing: Playing | undefined;
  readonly #context: PlaysContext;
  readonly #held = new Map<string, HeldRecording>();
  /** Of those that are open for everybody, which this viewer wants no more. */
  readonly #closed = new Set<string>();
  readonly #unsubscribe: readonly (() => void)[];
  #isEnded = false;

  /** @param playing absent where the station plays none */
  constructor(playing: Playing | undefined, context: PlaysContext) {
    this.#playing = playing;
    this.#context = context;
    const { rights, streams } = context;
    this.#unsubscribe = [
      streams.add(() => this.#streams()),
      playing?.onChange(() => streams.changed()) ?? (() => undefined),
      rights.files?.onChosen((files) => void this.#openFiles(files)) ?? (() => undefined),
    ];
  }

  /** The streams that this viewer alone sees beside those of the hub's list. */
  #streams(): readonly Stream[] {
    const forAll = (this.#playing?.forAll ?? []).filter(({ info }) => !this.#closed.has(info.id));
    const own = [...this.#held.values()].map(({ stream }) => stream);
    return [...new Set([...forAll, ...own])];
  }

  answer(about: PlayAsk): void | Promise<void> {
    const playing = this.#playing;
    const { files } = this.#context.rights;
    if (about.ask === 'close') return this.#close(about.stream);
    if (!playing) return this.#refuse(text('recordings.noPlaying'));
    if (about.ask === 'play') return this.#open(() => playing.openRecording(about.id));
    if (!files) return this.#refuse(text('recordings.openHere'));
    return files.choose().then((chosen) => this.#openFiles(chosen));
  }

  end(): void {
    this.#isEnded = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const { release } of this.#held.values()) release();
    this.#held.clear();
  }

  async #openFiles(files: readonly string[]): Promise<void> {
    const playing = this.#playing;
    for (const file of files.slice(0, MAX_OPEN)) if (playing) await this.#open(() => playing.openFile(file));
  }

  async #open(open: () => Promise<Result<HeldRecording>>): Promise<void> {
    if (this.#held.size >= MAX_OPEN) return this.#refuse(text('recordings.tooMany', { max: MAX_OPEN }));
    const read = await open();
    if (!read.ok) return this.#isEnded ? undefined : this.#refuse(read.message);
    const { id } = read.value.stream.info;
    if (this.#isEnded || this.#held.has(id)) read.value.release();
    else this.#held.set(id, read.value);
    if (this.#isEnded) return;
    this.#closed.delete(id);
    this.#context.streams.changed();
    this.#context.tell({ type: 'opened', stream: id });
  }

  #close(id: string): void {
    const held = this.#held.get(id);
    this.#held.delete(id);
    this.#closed.add(id);
    held?.release();
    this.#context.streams.changed();
  }

  #refuse(message: Text): void {
    this.#context.refuse(message, text('recordings.chooseAnother'));
  }
}
