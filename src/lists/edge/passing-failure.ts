import { AppError } from '../../kernel/errors.ts';

/** What may pass by itself, so that it is tried again: a busy server, a cut or silent connection. */
export class PassingFailure extends AppError {
  /** How long the server asks to wait; null when it does not say. */
  readonly waitMilliseconds: number | null;

  constructor(state: string, waitMilliseconds: number | null = null) {
    super({ code: 'FETCH_BROKEN', kind: 'unavailable', message: state });
    this.waitMilliseconds = waitMilliseconds;
  }
}

/** The value of a promise, or a passing failure when it takes longer: a server may fall silent without hanging up. */
export async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new PassingFailure(`the server sent nothing for ${milliseconds / 1000} seconds`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
