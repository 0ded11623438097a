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
  return (await fetched(address, body, signal)).text();
}

/** The same for files, whatever their size. */
export async function askFile(address: string): Promise<Blob> {
  return (await fetched(address)).blob();
}

/** A body is sent as JSON, a file as it is. */
async function fetched(address: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const token = operatorToken();
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const isFile = body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(address, {
      ...(signal ? { signal } : {}),
      ...(body === undefined
        ? { headers }
        : {
            method: 'POST',
            headers: { ...headers, 'content-type': isFile ? 'application/octet-stream' : 'application/json' },
            body: isFile ? body : JSON.stringify(body),
          }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem(0, {});
  }
  if (!response.ok) throw problemOf(response.status, await response.text());
  return response;
}

/** The answer to an address, or to a body sent there; nothing is asked while the address is null. */
export function useAnswer<Answer>(address: string | null, body?: unknown): UseQueryResult<Answer> {
  return useQuery({ ...question<Answer>(address, body), placeholderData: keepPreviousData });
}

/** Milliseconds between two looks at what is going on. */
const LOOK_MILLISECONDS = 1500;

/** The answer to an address, asked again and again while something goes on there. */
export function useProgress<Answer>(address: string, isGoingOn: (answer: Answer) => boolean): UseQueryResult<Answer> {
  return useQuery({
    ...question<Answer>(address),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data !== undefined && isGoingOn(data) ? LOOK_MILLISECONDS : false),
  });
}

function question<Answer>(address: string | null, body?: unknown) {
  return {
    queryKey: [address, body],
    queryFn: ({ signal }: { signal: AbortSignal }) => ask<Answer>(address ?? '', body, signal),
    enabled: address !== null,
  };
}
