import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

interface DownloadsProps {
  /** Of the file, without ending. */
  name: string;
  csv(): string | Promise<string>;
  json(): unknown | Promise<unknown>;
}

/** The table above or below, as files. */
export function Downloads({ name, csv, json }: DownloadsProps) {
  const { t } = useTranslation();
  const [hasFailed, setFailed] = useState(false);
  const save = async (ending: string, type: string, make: () => string | Promise<string>): Promise<void> => {
    try {
      setFailed(false);
      saveFile(`${name}.${ending}`, new Blob([await make()], { type }));
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="row fit">
      {hasFailed && <span role="alert">{t('table.downloadFailed')}</span>}
      <Button
        size="compact-xs"
        className="quiet"
        onClick={() => save('csv', 'text/csv;charset=utf-8', csv)}
        leftSection={<Icon name="down" />}
      >
        {t('table.csv')}
      </Button>
      <Button
        size="compact-xs"
        className="quiet"
        onClick={() => save('json', 'application/json', async () => `${JSON.stringify(await json(), null, 2)}\n`)}
        leftSection={<Icon name="down" />}
      >
        {t('table.json')}
      </Button>
    </div>
  );
}

/** Hands a file to the reader. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
