import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ask } from '../../api/ask.ts';
import { Notice } from '../../shell/notice.tsx';
import { OperatorForm } from '../../shell/operator-form.tsx';
import { PartiesField, partiesGiven } from './parties-field.tsx';
import { type MadeSubscription, SUBSCRIPTIONS } from './subscription-answers.ts';

const THRESHOLDS = ['0.6', '0.7', '0.8', '0.9'];
const STANDARD_THRESHOLD = '0.7';
const LONGEST_NAME = 200;
const LONGEST_ADDRESS = 2000;

interface MakeSubscriptionProps {
  onDone(made: MadeSubscription): void;
  onCancel(): void;
}

/** Asks for the parties to be screened again, and where their events go. */
export function MakeSubscription({ onDone, onCancel }: MakeSubscriptionProps) {
  const { t } = useTranslation();
  return (
    <OperatorForm
      question={t('subscriptions.make')}
      action={t('subscriptions.save')}
      working={t('subscriptions.working')}
      send={(given) =>
        ask<MadeSubscription>(SUBSCRIPTIONS, {
          name: String(given.get('name')).trim(),
          dataset: given.get('dataset'),
          threshold: Number(given.get('threshold')),
          webhook: String(given.get('webhook')).trim() || null,
          rows: partiesGiven(given),
        })
      }
      onDone={onDone}
      onCancel={onCancel}
    >
      <TextInput name="name" label={t('subscriptions.name')} required maxLength={LONGEST_NAME} autoFocus />
      <PartiesField />
      <div className="fields">
        <NativeSelect
          name="dataset"
          label={t('subscriptions.dataset')}
          data={[
            { value: 'default', label: t('subscriptions.allLists') },
            { value: 'dprk', label: t('subscriptions.dprkOnly') },
          ]}
        />
        <NativeSelect
          name="threshold"
          label={t('lookUp.threshold')}
          data={THRESHOLDS}
          defaultValue={STANDARD_THRESHOLD}
        />
        <TextInput
          name="webhook"
          type="url"
          label={t('subscriptions.webhookField')}
          placeholder="https://"
          maxLength={LONGEST_ADDRESS}
          className="wide"
        />
      </div>
    </OperatorForm>
  );
}

/** Says what was found, and shows the webhook's secret this once. */
export function Made({ subscription: { id, name, rows, events, secret } }: { subscription: MadeSubscription }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <Notice tone="good" title={t('subscriptions.made', { name, rows, events })}>
        {secret && (
          <p>
            {t('subscriptions.secret')} <code style={{ overflowWrap: 'anywhere' }}>{secret}</code>
          </p>
        )}
        <Link href={`/subscriptions/${id}`}>{t('subscriptions.open')}</Link>
      </Notice>
    </div>
  );
}
