/**
 * Work that is done one run at a time: a call while it runs makes it run once more, so that nothing that came in
 * between is missed. Runs never reject; what they throw is told.
 */
export class RepeatingWork {
  readonly #work: () => Promise<void>;
  readonly #onError: (cause: unknown) => void;
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(work: () => Promise<void>, onError: (cause: unknown) => void) {
    this.#work = work;
    this.#onError = onError;
  }

  /** True once nothing more shall be begun. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Resolves when a run that began after this call has ended. */
  run(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#runAll();
    return this.#running;
  }

  /** Resolves when the run under way has ended; none follows. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #runAll(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      await this.#work().catch(this.#onError);
    }
    this.#running = null;
  }
}
