interface Traveller<Asked, Got> {
  asked: Asked;
  done(got: Got): void;
  failed(cause: unknown): void;
}

/**
 * Trips to the database that many share: what is asked while one is under way goes with the next, so that many requests
 * at once cost little more than one. Each trip begins after all that it carries was asked.
 */
export class SharedTrips<Asked, Got> {
  readonly #travel: (asked: readonly Asked[]) => Promise<Got>;
  #waiting: Traveller<Asked, Got>[] = [];
  #underWay = false;

  constructor(travel: (asked: readonly Asked[]) => Promise<Got>) {
    this.#travel = travel;
  }

  /** Resolves with what the whole trip brought; rejects when it failed. */
  join(asked: Asked): Promise<Got> {
    return new Promise((done, failed) => {
      this.#waiting.push({ asked, done, failed });
      if (!this.#underWay) void this.#go();
    });
  }

  async #go(): Promise<void> {
    this.#underWay = true;
    while (this.#waiting.length > 0) {
      const together = this.#waiting;
      this.#waiting = [];
      try {
        const got = await this.#travel(together.map(({ asked }) => asked));
        for (const { done } of together) done(got);
      } catch (cause) {
        for (const { failed } of together) failed(cause);
      }
    }
    this.#underWay = false;
  }
}
