const FIRST_CAPACITY = 1 << 14;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Many texts in two typed arrays: where each begins in the bytes (UTF-8), one longer than there are texts. */
export interface TextPoolArrays {
  starts: Uint32Array;
  bytes: Uint8Array;
}

export class TextPoolBuilder {
  #starts: number[] = [0];
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #size = 0;

  get length(): number {
    return this.#starts.length - 1;
  }

  /** Returns the text's number. */
  add(text: string): number {
    const most = this.#size + text.length * 3;
    if (most > this.#bytes.length) {
      const wider = new Uint8Array(Math.ceil(most * 1.5));
      wider.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = wider;
    }
    this.#size += encoder.encodeInto(text, this.#bytes.subarray(this.#size)).written;
    this.#starts.push(this.#size);
    return this.#starts.length - 2;
  }

  finish(): TextPoolArrays {
    return { starts: new Uint32Array(this.#starts), bytes: this.#bytes.slice(0, this.#size) };
  }
}

export class TextPool {
  readonly arrays: TextPoolArrays;

  constructor(arrays: TextPoolArrays) {
    this.arrays = arrays;
  }

  get length(): number {
    return this.arrays.starts.length - 1;
  }

  at(number: number): string {
    const { starts, bytes } = this.arrays;
    return decoder.decode(bytes.subarray(starts[number] ?? 0, starts[number + 1] ?? 0));
  }
}
