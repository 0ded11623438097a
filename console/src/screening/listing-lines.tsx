import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ListingAnswer } from '../../../src/screening/entity-answer.ts';
import { Mark } from '../shell/mark.tsx';

interface ListingLinesProps {
  listings: readonly ListingAnswer[];
  /** Names of lists where the server says no more than that. */
  datasets: readonly string[];
}

/** A line a listing: the list, the reference, the day. */
export function ListingLines({ listings, datasets }: ListingLinesProps) {
  const { t } = useTranslation();
  if (listings.length === 0) return <p className="small">{datasets.join(', ')}</p>;
  return (
    <ul className="bare small">
      {listings.map((listing) => (
        <li key={JSON.stringify(listing)} className="row">
          <Link href={`/lists/${encodeURIComponent(listing.list)}`} className="mono">
            {listing.list}
          </Link>
          {listing.reference && <code>{listing.reference}</code>}
          <span>{listing.listedOn ? t('party.listedOn', { date: listing.listedOn }) : t('party.noListingDate')}</span>
          {listing.programmes.length > 0 && <span className="dim">{listing.programmes.join(', ')}</span>}
          <Delisting listing={listing} />
        </li>
      ))}
    </ul>
  );
}

/** Says that a listing is over, and since when if the list tells. */
export function Delisting({ listing }: { listing: ListingAnswer }) {
  const { t } = useTranslation();
  if (listing.delistedOn) return <Mark icon="minus">{t('party.delistedOn', { date: listing.delistedOn })}</Mark>;
  return listing.current ? null : <Mark icon="minus">{t('party.notCurrent')}</Mark>;
}
