import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../shell/url-state.ts';

/** Answers that the reader gave to earlier questions, each to be taken back. */
export function GivenAnswers() {
  const { t } = useTranslation();
  const { all, set } = useUrlState();
  const given = (['yes', 'no', 'total', 'involves'] as const).flatMap((name) =>
    all(name).map((fact) => ({ name, fact })),
  );
  if (given.length === 0) return null;
  return (
    <div className="row">
      <span className="small dim">{t('check.given')}</span>
      {given.map(({ name, fact }) => (
        <Button
          key={`${name} ${fact}`}
          size="compact-xs"
          aria-label={`${t('check.takeBack')}: ${fact}`}
          onClick={() => set({ [name]: all(name).filter((other) => other !== fact) })}
        >
          <code>{fact.replaceAll(':', ' ')}</code>
          {(name === 'yes' || name === 'no') && `: ${t(`word.${name}`)}`} ×
        </Button>
      ))}
    </div>
  );
}
