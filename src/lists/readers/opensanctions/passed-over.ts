import type { ListSink } from '../../list-reader.ts';

/** Kinds of things told apart; beyond, they are counted together. */
const MOST_KINDS = 300;

/** Counts what a reader has no place for, so that it is reported once a kind and not once a line. */
export class PassedOver {
  readonly #kinds = new Map<string, { times: number; line: number }>();

  /** `what` completes the sentence "12 …": `entities of schema Position`. */
  add(what: string, line: number): void {
    const known = this.#kinds.get(what);
    if (known) known.times += 1;
    else if (this.#kinds.size < MOST_KINDS) this.#kinds.set(what, { times: 1, line });
    else if (what !== 'other things') this.add('other things', line);
    else this.#kinds.set(what, { times: 1, line });
  }

  report(sink: ListSink): void {
    for (const [what, { times, line }] of this.#kinds) {
      sink.reject({ place: { line }, reason: `${times} ${what} not kept, the first here`, severity: 'value' });
    }
  }
}
