import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, useAnswer } from '../api/ask.ts';
import { sizeText } from '../screening/files/job-answers.ts';
import { Answer, Refusal } from '../shell/answer.tsx';
import { Facts } from '../shell/facts.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { CustodyPanel } from './custody-panel.tsx';
import { EraseForm } from './erase-form.tsx';
import {
  type EvidenceAnswer,
  type EvidenceWithClaims,
  evidenceAddress,
  type VerifyAnswer,
} from './evidence-answers.ts';
import { RatingsPanel } from './ratings-panel.tsx';
import { StampTable } from './stamp-table.tsx';
import { Viewer } from './viewer.tsx';

/** One item: what it is, what it says of itself, the original, who held it, how it is rated. */
export function EvidenceItemPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const item = useAnswer<EvidenceWithClaims>(evidenceAddress(id));
  return (
    <Page
      title={item.data?.name ?? t('evidence.title')}
      aside={
        item.data && (
          <>
            {item.data.exercise && <Mark tone="warn">EXERCISE</Mark>}
            {item.data.erasure && <Mark tone="bad">{t('evidence.erased')}</Mark>}
            <span className="dim">{item.data.mediaType}</span>
          </>
        )
      }
    >
      <Answer of={item}>{(data) => <Body item={data} />}</Answer>
    </Page>
  );
}

function Body({ item }: { item: EvidenceWithClaims }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      {item.erasure && (
        <Notice tone="bad" title={t('evidence.erasedBy', { by: item.erasure.by, on: item.erasure.at.slice(0, 10) })}>
          <p>{item.erasure.reason}</p>
        </Notice>
      )}
      {item.inspection.notices.map((notice) => (
        <Notice key={notice} tone="warn" title={<span lang="en">{notice}</span>} />
      ))}
      <ItemFacts item={item} />
      {!item.erasure && <Viewer item={item} />}
      <Claims item={item} />
      <Section title={t('evidence.verify')}>
        <Verify id={item.id} />
      </Section>
      <CustodyPanel id={item.id} />
      <StampTable id={item.id} />
      <RatingsPanel id={item.id} />
      {!item.erasure && <EraseForm item={item} />}
    </div>
  );
}

function ItemFacts({ item }: { item: EvidenceAnswer }) {
  const { t } = useTranslation();
  const { label } = item;
  return (
    <Facts
      facts={[
        [t('evidence.id'), <code key="id">{item.id}</code>],
        ['SHA-256', <code key="hash">{item.sha256}</code>],
        [t('files.size'), sizeText(item.size)],
        [t('evidence.source'), item.source],
        [t('evidence.description'), item.description],
        [t('evidence.addedAt'), <Instant key="at" at={item.addedAt} />],
        [t('evidence.by'), item.addedBy],
        [t('evidence.originator'), label.originator],
        [t('evidence.relTo'), label.relTo.join(', ') || t('evidence.nobodyElse')],
        [t('evidence.caveats'), label.caveats.join(', ')],
      ]}
    />
  );
}

/** What the file says of how it was made. Anyone can write that into a file. */
function Claims({ item: { claims, inspection } }: { item: EvidenceWithClaims }) {
  const { t } = useTranslation();
  const c2pa = inspection.c2pa as { where: string; labels: string[] } | null;
  const facts: [string, string][] = Object.entries(claims?.exif ?? {}).map(([name, value]) => [
    `Exif ${name}`,
    String(value),
  ]);
  if (c2pa) facts.push(['C2PA', `${c2pa.where}: ${c2pa.labels.join(', ')}`]);
  if (claims && claims.names.length > 0) facts.push([t('evidence.holds'), claims.names.slice(0, 100).join(', ')]);
  if (facts.length === 0) return null;
  return (
    <Section title={t('evidence.claims')}>
      <p className="dim">{t('evidence.claimsLead')}</p>
      <Facts facts={facts} />
    </Section>
  );
}

function Verify({ id }: { id: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const verifying = useMutation({
    mutationFn: () => ask<VerifyAnswer>(evidenceAddress(id, '/verify'), {}),
    onSuccess: () => client.invalidateQueries(),
  });
  const found = verifying.data;
  return (
    <div className="stack tight">
      <div>
        <Button loading={verifying.isPending} onClick={() => verifying.mutate()}>
          {t('evidence.verifyNow')}
        </Button>
      </div>
      {verifying.error && <Refusal error={verifying.error} again={() => verifying.mutate()} />}
      {found && (
        <div role="status">
          <Notice
            tone={found.content.whole && found.custody.holds ? 'good' : 'bad'}
            title={found.content.whole ? t('evidence.whole') : <span lang="en">{found.content.problem}</span>}
          >
            <p>{found.custody.holds ? t('evidence.chainHolds') : t('evidence.chainBroken')}</p>
            <p>{t('evidence.stampsChecked', { count: found.stamps.length })}</p>
          </Notice>
        </div>
      )}
    </div>
  );
}
