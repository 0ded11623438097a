import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icon.tsx';
import { LOOK_UP_BOX } from '../shell/slash-key.tsx';
import { useUrlState } from '../shell/url-state.ts';
import styles from './look-up.module.css';

/** The box; a new text is read afresh, whatever the last one was taken for. */
export function LookUpBox({ text }: { text: string }) {
  const { t } = useTranslation();
  const { set } = useUrlState();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!box.current) return;
    box.current.value = text;
    if (text === '') box.current.focus();
  }, [text]);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    set({ q: box.current?.value.trim() ?? '', as: null });
  };
  return (
    <search>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          ref={box}
          id={LOOK_UP_BOX}
          type="search"
          size="md"
          aria-label={t('lookUp.box')}
          placeholder={t('lookUp.placeholder')}
          defaultValue={text}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          leftSection={<Icon name="search" size={16} />}
          className={styles.box}
        />
        <Button type="submit" size="md" variant="filled">
          {t('lookUp.button')}
        </Button>
      </form>
    </search>
  );
}
