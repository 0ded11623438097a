import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { keepPreference, readPreference } from './preference.ts';

/** Id of the box that the key leads to. */
export const LOOK_UP_BOX = 'look-up-box';

/**
 * The `/` key leads to the look-up box from anywhere. It can be switched off, as WCAG 2.1.4 asks of keys that are
 * single characters: dictation software types them by accident.
 */
export function SlashKeySwitch() {
  const { t } = useTranslation();
  const [isOn, setOn] = useState(() => readPreference('slash-key') !== 'off');
  const [, navigate] = useLocation();
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      const box = document.getElementById(LOOK_UP_BOX);
      if (box) box.focus();
      else navigate('/');
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [isOn, navigate]);
  const toggle = (): void => {
    keepPreference('slash-key', isOn ? 'off' : 'on');
    setOn(!isOn);
  };
  return (
    <label>
      <input type="checkbox" checked={isOn} onChange={toggle} /> {t('shell.slashKey')}
    </label>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
