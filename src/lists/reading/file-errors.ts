import { AppError } from '../../kernel/errors.ts';

/**
 * Sizes beyond which a list file is refused. The largest official list in use, SDN_ADVANCED.XML, is about 125 MB; the
 * whole of OpenSanctions, 3.8 million entities of under 1 KB each, is below 4 GB.
 */
export const READ_LIMITS = {
  /** Bytes of one file after decompression. */
  fileBytes: 8_000_000_000,
  /** Bytes of one spreadsheet, packed and unpacked; it is held in memory. */
  sheetBytes: 64_000_000,
  sheetUnpackedBytes: 400_000_000,
  /** UTF-16 code units of one record's text and attributes. */
  recordCharacters: 8_000_000,
  xmlDepth: 48,
  csvFieldCharacters: 1_000_000,
} as const;

/** The file as a whole cannot be taken. `state` completes the sentence "Cannot read <file>: …". */
export function unreadable(file: string, state: string, hint: string, line?: number): AppError {
  const where = line === undefined ? '' : `line ${line} `;
  return new AppError({
    code: 'LIST_UNREADABLE',
    kind: 'invalid',
    message: `Cannot read ${file}: ${where}${state}`,
    hint,
    data: line === undefined ? { file } : { file, line },
  });
}

/** The file is beyond a limit of READ_LIMITS. */
export function tooLarge(file: string, state: string): AppError {
  return new AppError({
    code: 'LIST_TOO_LARGE',
    kind: 'too-large',
    message: `Cannot read ${file}: ${state}`,
    hint: 'No official list is that large. Check where the file comes from.',
    data: { file },
  });
}

/** Hint for a file that is not what its place or name promises. */
export const FETCH_AGAIN = 'Fetch the file again from the authority; the last good version stays in use.';
