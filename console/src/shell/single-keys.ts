import { useEffect, useRef } from 'react';
import { keepPreference, readPreference } from './preference.ts';

const PREFERENCE = 'single-keys';

/**
 * Whether keys that are single characters act. They can be switched off, as WCAG 2.1.4 asks: dictation software types
 * them by accident.
 */
export function areSingleKeysOn(): boolean {
  return readPreference(PREFERENCE) !== 'off';
}

export function switchSingleKeys(isOn: boolean): void {
  keepPreference(PREFERENCE, isOn ? 'on' : 'off');
}

/** Acts on single keys while the component is shown, unless the reader types or has switched them off. */
export function useSingleKeys(acts: Readonly<Record<string, () => void>>): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const act = latest.current[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn())
        return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
