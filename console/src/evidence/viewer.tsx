import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { address } from '../api/address.ts';
import { askFile } from '../api/ask.ts';
import { Refusal } from '../shell/answer.tsx';
import { saveFile } from '../shell/downloads.tsx';
import { Section } from '../shell/page.tsx';
import styles from './evidence.module.css';
import { type EvidenceAnswer, evidenceAddress } from './evidence-answers.ts';

/** Pictures that browsers draw without running anything. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);
const READ = /^(text\/plain|application\/json|message\/rfc822|text\/html|application\/xml|image\/svg\+xml)$/;
const MOST_SHOWN = 20_000_000;
const MOST_READ = 1_000_000;

type Shown = { picture: string } | { text: string } | { saved: true };

/** The original, fetched when asked for, since each look is signed for. What could run is shown as its text. */
export function Viewer({ item }: { item: EvidenceAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const isShown =
    (DRAWN.has(item.mediaType) && item.size <= MOST_SHOWN) || (READ.test(item.mediaType) && item.size <= MOST_READ);
  const opening = useMutation({
    mutationFn: async (how: 'show' | 'save'): Promise<Shown> => {
      const file = await askFile(address(evidenceAddress(item.id, '/file'), { note: 'console' }));
      await client.invalidateQueries();
      if (how === 'show')
        return DRAWN.has(item.mediaType)
          ? { picture: await dataUrl(file, item.mediaType) }
          : { text: await file.text() };
      saveFile(item.name, file);
      return { saved: true };
    },
  });
  const shown = opening.data;
  return (
    <Section title={t('evidence.original')}>
      <p className="dim">{t('evidence.signedFor')}</p>
      <div className="row">
        {isShown && (
          <Button loading={opening.isPending} onClick={() => opening.mutate('show')}>
            {t('evidence.show')}
          </Button>
        )}
        <Button loading={opening.isPending} onClick={() => opening.mutate('save')}>
          {t('evidence.save')}
        </Button>
      </div>
      {opening.error && <Refusal error={opening.error} again={() => opening.mutate('show')} />}
      {shown && 'picture' in shown && <img className={styles.picture} src={shown.picture} alt={item.name} />}
      {shown && 'text' in shown && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
        <pre className={styles.text} tabIndex={0}>
          {shown.text}
        </pre>
      )}
    </Section>
  );
}

/** Pages of this server may draw pictures of data alone. */
function dataUrl(file: Blob, type: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([file], { type }));
  });
}
