import type { UseQueryResult } from '@tanstack/react-query';
import { useAnswer } from './ask.ts';

/** What the installation says of itself. */
export interface Status {
  version: string;
  now: string;
  offline: boolean;
  exercise: boolean;
  lists: { loaded: number; refused: number };
  dataDates: { list: string; title: string; publishedAt: string | null; snapshot: boolean }[];
}

export function useStatus(): UseQueryResult<Status> {
  return useAnswer<Status>('/api/v1/status');
}
