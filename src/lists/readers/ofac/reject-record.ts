import type { ListSink } from '../../list-reader.ts';

/** Rejects a whole record at its line; an empty key is no reference. */
export function rejectRecord(sink: Pick<ListSink, 'reject'>, line: number, reason: string, key = ''): void {
  sink.reject({ place: { line }, reason, ...(key === '' ? {} : { reference: key }), severity: 'record' });
}
