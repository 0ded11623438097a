import { AppError } from '../../kernel/errors.ts';

/** A file that is kept out, with why. */
export function refusedFile(code: string, state: string, hint: string): AppError {
  return new AppError({ code, kind: 'invalid', message: `Cannot take the evidence: ${state}`, hint });
}

export function polyglot(state: string): AppError {
  return refusedFile(
    'EVIDENCE_POLYGLOT',
    state,
    'A file that two programs read as two different things proves neither. Take the parts out and add each by itself.',
  );
}

export function bomb(state: string): AppError {
  return refusedFile('EVIDENCE_BOMB', state, 'Unpack it where it can do no harm, and add what is in it file by file.');
}

export function broken(state: string): AppError {
  return refusedFile('EVIDENCE_BROKEN', state, 'Ask its source for a whole copy, or add what is in it file by file.');
}
