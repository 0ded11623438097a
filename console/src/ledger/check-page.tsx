import { Button, FileButton, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askText } from '../api/ask.ts';
import { Facts } from '../shell/facts.tsx';
import { Icon } from '../shell/icon.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { type Checked, checkProofText } from './check-proof.ts';
import { WitnessSignatures } from './witness-signatures.tsx';

/** A proof has 63 hashes and a record. */
const MOST_PROOF = 4_194_304;

/** Checks a proof in the reader's browser: no server is asked whether it holds. */
export function CheckProofPage() {
  const { t } = useTranslation();
  const [proof, setProof] = useState('');
  const [entry, setEntry] = useState('');
  const [ownPolicy, setOwnPolicy] = useState<string | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const served = useQuery({ queryKey: ['/ledger/policy'], queryFn: () => askText('/ledger/policy') });
  const policy = ownPolicy ?? served.data ?? '';
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setChecked(null);
  };
  return (
    <Page title={t('ledger.checkTitle')} lead={t('ledger.checkLead')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(checkProofText(withNewline(proof), policy, entry.trim()));
        }}
      >
        <ProofField value={proof} onChange={change(setProof)} />
        <TextInput
          label={t('ledger.entryField')}
          description={t('ledger.entryHint')}
          value={entry}
          onChange={({ currentTarget: { value } }) => change(setEntry)(value)}
          error={entry !== '' && !/^[0-9a-f]{64}$/.test(entry.trim()) ? t('ledger.entryWrong') : undefined}
        />
        <Textarea
          label={t('ledger.policyField')}
          description={ownPolicy === null ? t('ledger.policyServed') : t('ledger.policyOwn')}
          value={policy}
          onChange={({ currentTarget: { value } }) => change(setOwnPolicy)(value)}
          minRows={4}
          maxRows={14}
          autosize
          spellCheck={false}
        />
        <div className="row">
          <Button type="submit" disabled={proof.trim() === '' || policy.trim() === ''}>
            {t('ledger.checkButton')}
          </Button>
        </div>
      </form>
      <div aria-live="polite">{checked && <Outcome checked={checked} />}</div>
    </Page>
  );
}

/** The last newline of a text is easily lost on the way through a field. */
function withNewline(text: string): string {
  const plain = text.replace(/\r\n/g, '\n');
  return plain.endsWith('\n') ? plain : `${plain}\n`;
}

function ProofField({ value, onChange }: { value: string; onChange(text: string): void }) {
  const { t } = useTranslation();
  const take = async (file: File | null): Promise<void> => {
    if (file) onChange(file.size > MOST_PROOF ? '' : await file.text());
  };
  return (
    <div className="stack tight">
      <Textarea
        label={t('ledger.proofField')}
        description={t('ledger.proofHint')}
        placeholder={'c2sp.org/tlog-proof@v1\n…'}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        minRows={6}
        maxRows={14}
        autosize
        spellCheck={false}
      />
      <div className="row fit">
        <FileButton onChange={(file) => void take(file)} accept=".tlog-proof,text/plain">
          {(props) => (
            <Button {...props} size="compact-xs" className="quiet" leftSection={<Icon name="down" />}>
              {t('ledger.proofFile')}
            </Button>
          )}
        </FileButton>
      </div>
    </div>
  );
}

function Outcome({ checked }: { checked: Checked }) {
  const { t, i18n } = useTranslation();
  if ('fault' in checked)
    return (
      <Notice tone="bad" title={t(checked.where === 'proof' ? 'ledger.proofFails' : 'ledger.policyFails')}>
        <p lang="en">{checked.fault}</p>
      </Notice>
    );
  const { attestation, record } = checked;
  const count = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <div className="stack">
      <Notice
        tone={attestation.holds ? 'good' : 'warn'}
        title={t(attestation.holds ? 'ledger.holds' : 'ledger.holdsUnwitnessed')}
      >
        <p>{t('ledger.notTruth')}</p>
      </Notice>
      <Section title={t('ledger.shown')}>
        <Facts
          facts={[
            [t('ledger.origin'), <code key="origin">{checked.origin}</code>],
            [t('ledger.index'), count(checked.index)],
            [t('ledger.entries'), count(checked.size)],
            [
              t('ledger.signatures'),
              attestation.quorum === 0
                ? t('ledger.noneAsked')
                : t('ledger.signaturesText', { signed: attestation.signed, quorum: attestation.quorum }),
            ],
          ]}
        />
      </Section>
      {attestation.witnesses.length > 0 && <WitnessSignatures witnesses={attestation.witnesses} />}
      {record !== null && (
        <Section title={t('ledger.record')}>
          <pre>{JSON.stringify(record, null, 2)}</pre>
        </Section>
      )}
    </div>
  );
}
