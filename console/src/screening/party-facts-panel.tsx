import { useTranslation } from 'react-i18next';
import { useWords } from '../i18n/use-words.ts';
import { Facts } from '../shell/facts.tsx';
import { OutsideLink } from '../shell/outside-link.tsx';
import { Section } from '../shell/page.tsx';
import { type FactGroup, factsOf } from './party-facts.ts';
import type { ScreenedParty } from './screened-party.ts';

const COUNTRIES = new Set([
  'country',
  'nationality',
  'citizenship',
  'birthCountry',
  'jurisdiction',
  'flag',
  'pastFlags',
]);
const GROUPS: readonly FactGroup[] = ['names', 'identifiers', 'personal', 'places', 'sources'];

/** Names, numbers, persons' particulars, places and sources, each group under its heading. */
export function PartyFacts({ party }: { party: ScreenedParty }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      {GROUPS.map((group) => {
        const facts = factsOf(party, group);
        if (facts.length === 0 && group !== 'names' && group !== 'identifiers') return null;
        return (
          <Section key={group} title={t(`party.${group}`)}>
            {facts.length === 0 ? <p className="small dim">{t('party.noneGiven')}</p> : <Group facts={facts} />}
          </Section>
        );
      })}
    </div>
  );
}

function Group({ facts }: { facts: ReturnType<typeof factsOf> }) {
  const words = useWords();
  return (
    <Facts
      facts={facts.map(({ property, values }) => [
        words('property', property),
        <ul key={property} className="bare">
          {values.map((value) => (
            <li key={value}>
              <FactValue property={property} value={value} />
            </li>
          ))}
        </ul>,
      ])}
    />
  );
}

/** A value for people: links, and countries by their names. */
export function FactValue({ property, value }: { property: string; value: string }) {
  const { i18n } = useTranslation();
  if (property === 'sourceUrl' || property === 'website') return <OutsideLink href={value}>{value}</OutsideLink>;
  if (COUNTRIES.has(property) && /^[a-z]{2}$/.test(value)) {
    return (
      <>
        {new Intl.DisplayNames(i18n.language, { type: 'region' }).of(value.toUpperCase())} <code>{value}</code>
      </>
    );
  }
  return <>{value}</>;
}
