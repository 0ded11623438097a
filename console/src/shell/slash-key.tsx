import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { areSingleKeysOn, switchSingleKeys, useSingleKeys } from './single-keys.ts';

/** Id of the box that the key leads to. */
export const LOOK_UP_BOX = 'look-up-box';

/** The `/` key leads to the look-up box from anywhere; beside it the switch for all single keys. */
export function SlashKeySwitch() {
  const { t } = useTranslation();
  const [isOn, setOn] = useState(areSingleKeysOn);
  const [, navigate] = useLocation();
  useSingleKeys({
    '/': () => {
      const box = document.getElementById(LOOK_UP_BOX);
      if (box) box.focus();
      else navigate('/');
    },
  });
  const toggle = (): void => {
    switchSingleKeys(!isOn);
    setOn(!isOn);
  };
  return (
    <label>
      <input type="checkbox" checked={isOn} onChange={toggle} /> {t('shell.singleKeys')}
    </label>
  );
}
