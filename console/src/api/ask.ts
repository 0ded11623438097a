import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { operatorToken } from './operator-token.ts';
import { ApiProblem, problemOf } from './problem.ts';

/** Asks the server; throws ApiProblem for a refusal, an answer that is no JSON, or no answer at all. */
export async function ask<Answer>(address: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const text = await askText(address, body, signal);
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new ApiProblem(0, {});
  }
}

/** The same for answers that are no JSON: CSV. */
export async function askText(address: string, body?: unknown, signal?: AbortSignal): Promise<string> {
  const token = operatorToken();
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  let response: Response;
  try {
    response = await fetch(address, {
      ...(signal ? { signal } : {}),
      ...(body === undefined
        ? { headers }
        : {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem(0, {});
  }
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text);
  return text;
}

/** The answer to an address, or to a body sent there; nothing is asked while the address is null. */
export function useAnswer<Answer>(address: string | null, body?: unknown): UseQueryResult<Answer> {
  return useQuery({
    queryKey: [address, body],
    queryFn: ({ signal }) => ask<Answer>(address ?? '', body, signal),
    enabled: address !== null,
    placeholderData: keepPreviousData,
  });
}
