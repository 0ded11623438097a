import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActAnswer } from '../../../src/regime/check-act.ts';
import { useWords } from '../i18n/use-words.ts';
import { Section } from '../shell/page.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { answeringOf } from './act-in-address.ts';
import styles from './act-questions.module.css';

interface Question {
  fact: string;
  question: string;
}

/** Open questions that are shown before the reader asks for the others. */
const FIRST_OPEN = 5;

/** What would settle the verdict. An answer is judged at once; the most decisive open questions come first. */
export function ActQuestions({ questions, open }: Pick<ActAnswer, 'questions' | 'open'>) {
  const { t } = useTranslation();
  const others = [...open]
    .filter(({ fact }) => !questions.some((asked) => asked.fact === fact))
    .sort((one, other) => other.measures.length - one.measures.length);
  if (questions.length + others.length === 0) return null;
  return (
    <Section title={t('check.questions')} aside={<span className="small dim">{questions.length + others.length}</span>}>
      <Questions questions={questions} />
      <Questions questions={others.slice(0, FIRST_OPEN)} />
      {others.length > FIRST_OPEN && (
        <details>
          <summary>{t('word.more', { n: others.length - FIRST_OPEN })}</summary>
          <Questions questions={others.slice(FIRST_OPEN)} />
        </details>
      )}
    </Section>
  );
}

function Questions({ questions }: { questions: readonly Question[] }) {
  if (questions.length === 0) return null;
  return (
    <ul className={`bare ${styles.questions}`}>
      {questions.map(({ fact, question }) => (
        <li key={fact}>
          <span lang="en">{question}</span>
          <Answering fact={fact} question={question} />
        </li>
      ))}
    </ul>
  );
}

function Answering({ fact, question }: Question) {
  const { t } = useTranslation();
  const { all, set } = useUrlState();
  const way = answeringOf(fact);
  if (way.by === 'nothing') return null;
  if (way.by === 'cap') return <TotalForm cap={way.cap} />;
  if (way.by === 'nothing-special') {
    return (
      <Button size="compact-xs" onClick={() => set({ involves: 'nothing' })}>
        {t('check.nothingSpecial')}
      </Button>
    );
  }
  if (way.by === 'field') {
    return (
      <Button size="compact-xs" onClick={() => leadTo(way.field)} aria-label={`${t('check.fillIn')}: ${question}`}>
        {t('check.fillIn')}
      </Button>
    );
  }
  return (
    <fieldset className={styles.answer}>
      <legend className="hidden">{question}</legend>
      <Button size="compact-xs" onClick={() => set({ yes: [...all('yes'), fact] })}>
        {t('word.yes')}
      </Button>
      <Button size="compact-xs" onClick={() => set({ no: [...all('no'), fact] })}>
        {t('word.no')}
      </Button>
    </fieldset>
  );
}

/** Opens what hides a field of the form, and puts the reader into it. */
function leadTo(field: string): void {
  const target = document.getElementById(`field-${field}`);
  target?.closest('details')?.setAttribute('open', '');
  target?.focus();
}

/** What all States together supplied before this act, under one cap. */
function TotalForm({ cap }: { cap: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const { all, set } = useUrlState();
  const unit = cap === 'coal' ? 'tonnes' : 'barrels';
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const value = new FormData(event.currentTarget).get('total');
    if (typeof value === 'string' && value !== '') set({ total: [...all('total'), `${cap}:${value}:${unit}`] });
  };
  return (
    <form className={styles.answer} onSubmit={submit}>
      <TextInput
        name="total"
        inputMode="decimal"
        aria-label={`${t('check.total')} (${words('unit', unit)})`}
        placeholder={words('unit', unit)}
      />
      <Button type="submit">{t('check.enter')}</Button>
    </form>
  );
}
