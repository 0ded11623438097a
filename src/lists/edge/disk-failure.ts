import { AppError, messageOf } from '../../kernel/errors.ts';

/** Whether files failed: such errors name the system call. Those of the network come wrapped by fetch and do not. */
export function isOfTheDisk(cause: unknown): boolean {
  return cause instanceof Error && !(cause instanceof AppError) && 'syscall' in cause;
}

/** A file could not be kept. Trying again would fill the same disk, and the network is not to blame. */
export function notKept(url: string, folder: string, cause: unknown): AppError {
  return new AppError({
    code: 'FETCH_NOT_KEPT',
    kind: 'unavailable',
    message: `Cannot keep ${url}: ${messageOf(cause)}`,
    hint: `Check that the folder "${folder}" can be written and that its disk has room.`,
    cause,
  });
}
