import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CheckedApproval,
  checkSignedApproval,
  type Revocation,
} from '../../../src/ledger/verify/signed-document.ts';
import type { Approval } from '../../../src/relief/approval.ts';
import { askText } from '../api/ask.ts';
import { browserPrimitives } from '../ledger/browser-primitives.ts';
import { Facts } from '../shell/facts.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';

/** Checks a signed approval in the reader's browser: no server is asked whether it holds. */
export function VerifyApprovalPage() {
  const { t } = useTranslation();
  const [approval, setApproval] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [ownList, setOwnList] = useState<string | null>(null);
  const [checked, setChecked] = useState<CheckedApproval | { fault: string } | null>(null);
  const served = useQuery({ queryKey: ['/ledger/policy'], queryFn: () => askText('/ledger/policy') });
  const list = useQuery({
    queryKey: ['/api/v1/relief/revocations'],
    queryFn: () => askText('/api/v1/relief/revocations'),
  });
  const key = ownKey ?? /^log (\S+)/m.exec(served.data ?? '')?.[1] ?? '';
  const revocations = ownList ?? list.data ?? '';
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setChecked(null);
  };
  const check = (): void =>
    setChecked(
      checkSignedApproval(browserPrimitives, {
        approval,
        trusted: key,
        revocations: revocations.trim() === '' ? undefined : revocations,
      }),
    );
  return (
    <Page title={t('relief.verifyTitle')} lead={t('relief.verifyLead')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <Textarea
          label={t('relief.approvalField')}
          value={approval}
          onChange={({ currentTarget: { value } }) => change(setApproval)(value)}
          minRows={5}
          maxRows={12}
          autosize
          spellCheck={false}
        />
        <TextInput
          label={t('relief.keyField')}
          description={t('relief.keyHint')}
          value={key}
          onChange={({ currentTarget: { value } }) => change(setOwnKey)(value)}
        />
        <Textarea
          label={t('relief.listField')}
          description={t('relief.listHint')}
          value={revocations}
          onChange={({ currentTarget: { value } }) => change(setOwnList)(value)}
          minRows={2}
          maxRows={8}
          autosize
          spellCheck={false}
        />
        <div className="row">
          <Button type="submit" disabled={approval.trim() === '' || key === ''}>
            {t('relief.check')}
          </Button>
        </div>
      </form>
      <div aria-live="polite">{checked && <Outcome checked={checked} />}</div>
    </Page>
  );
}

function Outcome({ checked }: { checked: CheckedApproval | { fault: string } }) {
  const { t } = useTranslation();
  if ('fault' in checked)
    return (
      <Notice tone="bad" title={t('relief.fails')}>
        <p lang="en">{checked.fault}</p>
      </Notice>
    );
  const { revocation, signer } = checked;
  const approval = JSON.parse(checked.document) as Approval;
  return (
    <div className="stack">
      <Notice tone={toneOf(revocation)} title={t(`relief.state-${revocation.state}`)}>
        {revocation.state === 'revoked' && <p>{revocation.reason}</p>}
        {revocation.state === 'list-fails' && <p lang="en">{revocation.fault}</p>}
        <p>{t('relief.reading')}</p>
      </Notice>
      <Section title={approval.id}>
        {approval.exercise && <Notice tone="warn" title="EXERCISE" />}
        <Facts
          facts={[
            [t('relief.authority'), approval.authority],
            [t('relief.letter'), `${approval.letter.reference}, ${approval.letter.on}`],
            [t('relief.grantee'), approval.grantee],
            [t('relief.window'), `${approval.window.from} – ${approval.window.to}`],
            [t('relief.shipments'), String(approval.mostShipments)],
            [t('relief.route'), approval.route.join(', ')],
            [t('relief.signer'), <code key="signer">{signer}</code>],
          ]}
        />
        <ul>
          {approval.items.map((item) => (
            <li key={item.line}>
              {item.line}. {item.name}: {item.quantity} {item.unit} {item.hsCode && `HS ${item.hsCode}`}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function toneOf({ state }: Revocation): 'good' | 'warn' | 'bad' {
  if (state === 'not-revoked') return 'good';
  return state === 'not-checked' ? 'warn' : 'bad';
}
