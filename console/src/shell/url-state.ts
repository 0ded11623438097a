import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

type Changes = Record<string, string | readonly string[] | null>;

interface UrlState {
  /** The parameter's value; empty where it is missing. */
  get(name: string): string;
  all(name: string): string[];
  /** Changes parameters; null and empty values leave the address. */
  set(changes: Changes, how?: { replace?: boolean }): void;
}

/** The view's state, kept in the address alone so that a link shows the reader's own view to another. */
export function useUrlState(): UrlState {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (changes: Changes, how?: { replace?: boolean }) =>
      setParameters((before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          after.delete(name);
          const values = typeof value === 'string' ? [value] : (value ?? []);
          for (const item of values) if (item !== '') after.append(name, item);
        }
        return after;
      }, how),
    [setParameters],
  );
  return { get: (name) => parameters.get(name) ?? '', all: (name) => parameters.getAll(name), set };
}
