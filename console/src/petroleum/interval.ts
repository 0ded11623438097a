import { useFigure } from '../trade/area-name.ts';

/** A figure, or from least to most where no single one is known. */
export function useInterval(): (interval: { least: number; most: number }) => string {
  const figure = useFigure();
  return ({ least, most }) => (figure(least) === figure(most) ? figure(least) : `${figure(least)} – ${figure(most)}`);
}
