import type { TransferBook } from '../transfers/transfer-book.ts';

/** What the watches over transfers read: real movements and those of an exercise never together. */
export interface WatchData {
  book: TransferBook;
  bundles: readonly { name: string; sha256: string; loadedAt: string }[];
  exercise: boolean;
}

export function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
