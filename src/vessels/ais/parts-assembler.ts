/** One part of a message in several. */
export interface MessagePart {
  /** Same for all parts of a message: station, talker, channel, sequence number and how many there are. */
  key: string;
  total: number;
  /** From 1. */
  part: number;
  fill: number;
  /** Unix seconds; 0 unknown. */
  at: number;
  station: string;
  line: number;
  six: Uint8Array;
}

export interface WholeMessage {
  letters: number;
  fill: number;
  at: number;
  station: string;
}

interface Waiting extends Omit<WholeMessage, 'letters'> {
  parts: (Uint8Array | null)[];
  left: number;
  line: number;
}

/** Messages that wait for their parts at once; the oldest give way. */
const MOST_WAITING = 4096;
/** Lines, and seconds, after which a part has waited in vain. */
const PATIENCE = { lines: 10_000, seconds: 60 };
const MISSING = 'parts of the message are missing';

/** Puts together messages whose parts come in any order, mixed with those of others. */
export class PartsAssembler {
  readonly #reject: (line: number, reason: string) => void;
  readonly #waiting = new Map<string, Waiting>();

  constructor(reject: (line: number, reason: string) => void) {
    this.#reject = reject;
  }

  /** Takes a part; when it is the last one missing, writes the whole message into `six` and says what it is. */
  take(part: MessagePart, six: Uint8Array): WholeMessage | null {
    const waiting = this.#waitingFor(part);
    waiting.parts[part.part - 1] = part.six;
    waiting.left--;
    waiting.at ||= part.at;
    waiting.station ||= part.station;
    if (part.part === part.total) waiting.fill = part.fill;
    if (waiting.left > 0) return null;
    this.#waiting.delete(part.key);
    const letters = waiting.parts.reduce((sum, one) => sum + (one?.length ?? 0), 0);
    if (letters > six.length) {
      this.#reject(part.line, 'a message of more letters than any message has');
      return null;
    }
    let to = 0;
    for (const one of waiting.parts) {
      six.set(one ?? [], to);
      to += one?.length ?? 0;
    }
    return { letters, fill: waiting.fill, at: waiting.at, station: waiting.station };
  }

  /** Gives up all that still waits. */
  finish(): void {
    for (const { line } of this.#waiting.values()) this.#reject(line, MISSING);
    this.#waiting.clear();
  }

  #waitingFor({ key, total, part, at, station, line }: MessagePart): Waiting {
    const known = this.#waiting.get(key);
    if (known && !isStale(known, part, at, line)) return known;
    if (known) this.#giveUp(key, known);
    const waiting: Waiting = { parts: Array(total).fill(null), left: total, fill: 0, at: 0, station, line };
    this.#waiting.set(key, waiting);
    if (this.#waiting.size > MOST_WAITING) {
      const [oldest] = this.#waiting;
      if (oldest) this.#giveUp(...oldest);
    }
    return waiting;
  }

  #giveUp(key: string, { line }: Waiting): void {
    this.#waiting.delete(key);
    this.#reject(line, MISSING);
  }
}

/** A part that has come already, or long after the others, belongs to another message. */
function isStale(waiting: Waiting, part: number, at: number, line: number): boolean {
  if (waiting.parts[part - 1] !== null || line - waiting.line > PATIENCE.lines) return true;
  return at > 0 && waiting.at > 0 && Math.abs(at - waiting.at) > PATIENCE.seconds;
}
