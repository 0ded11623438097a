import { Mark } from '../shell/mark.tsx';
import { useUrlState } from '../shell/url-state.ts';

/** Whether the address asks for what was made up for an exercise: `true`, or null. */
export function useExercise(): 'true' | null {
  const { get } = useUrlState();
  return get('exercise') === 'true' ? 'true' : null;
}

/** Beside the heading of every page that shows an exercise. */
export function ExerciseMark() {
  return useExercise() && <Mark tone="warn">EXERCISE</Mark>;
}
