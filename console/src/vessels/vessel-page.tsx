import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Finding } from '../../../src/findings/finding.ts';
import type { TrackAnswer, VesselAnswer } from '../../../src/vessels/edge/vessel-shapes.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { ApiProblem } from '../api/problem.ts';
import { FindingsTable } from '../findings/findings-table.tsx';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { IdentityTable } from './identity-table.tsx';
import { boundsOf, seaData } from './sea-data.ts';
import { SeaMap } from './sea-map.tsx';
import styles from './vessels-page.module.css';

const MOST_FINDINGS = 200;

/** One ship: who it said it was, who lists it, what the watches found, where it went. */
export function VesselPage({ mmsi }: { mmsi: string }) {
  const { t } = useTranslation();
  const path = `/api/v1/vessels/${encodeURIComponent(mmsi)}`;
  const vessel = useAnswer<VesselAnswer>(path);
  const isUnknown = vessel.error instanceof ApiProblem && vessel.error.status === 404;
  const row = vessel.data?.vessel;
  return (
    <Page
      title={row?.shipName ?? mmsi}
      aside={
        <>
          <code className="dim">MMSI {mmsi}</code>
          {row?.imo && <code className="dim">IMO {row.imo}</code>}
          {row?.listed && <Mark tone="bad">{t('vessels.listed')}</Mark>}
          {row?.exercise && <Mark tone="warn">EXERCISE</Mark>}
          <Link href={address('/vessels', { ship: mmsi })}>{t('vessels.openOnMap')}</Link>
        </>
      }
    >
      {isUnknown ? (
        <Notice title={t('vessels.unknown', { mmsi })}>{t('vessels.nobodyText')}</Notice>
      ) : (
        <Answer of={vessel}>{(answer) => <Body answer={answer} path={path} />}</Answer>
      )}
    </Page>
  );
}

function Body({ answer, path }: { answer: VesselAnswer; path: string }) {
  const { t } = useTranslation();
  const findings = useAnswer<{ total: number; findings: Finding[] }>(
    address('/api/v1/findings', { subject: answer.vessel.mmsi, limit: MOST_FINDINGS }),
  );
  const track = useAnswer<TrackAnswer>(`${path}/track`);
  return (
    <>
      <Section title={t('vessels.designations')}>
        <Designations designations={answer.designations} />
      </Section>
      <Answer of={findings}>
        {(found) => (
          <FindingsTable
            title={t('vessels.findingsOf')}
            findings={found.findings}
            empty={<p className="small dim">{t('vessels.noFindings')}</p>}
          />
        )}
      </Answer>
      <Answer of={track}>{(way) => <Way track={way} answer={answer} />}</Answer>
      <IdentityTable identities={answer.identities} />
    </>
  );
}

function Way({ track, answer }: { track: TrackAnswer; answer: VesselAnswer }) {
  const { t } = useTranslation();
  const [data, bounds] = useMemo(() => {
    const tracks = [track];
    return [
      seaData({ vessels: [answer.vessel], chosen: [answer.vessel.mmsi], tracks, places: undefined }),
      boundsOf(tracks, [answer.vessel]),
    ] as const;
  }, [track, answer]);
  return (
    <>
      <div className={styles.sea}>
        <SeaMap label={t('vessels.map')} data={data} moving={NOTHING} bounds={bounds} />
      </div>
      {track.thinned && <p className="small dim">{t('vessels.thinned')}</p>}
    </>
  );
}

const NOTHING = {};

function Designations({ designations }: Pick<VesselAnswer, 'designations'>) {
  const { t } = useTranslation();
  const words = useWords();
  if (designations.length === 0) return <p className="small dim">{t('vessels.notListed')}</p>;
  return (
    <ul className="bare small">
      {designations.map(({ partyId, entryId, list, name, listedOn, by, measures }) => (
        <li key={`${list} ${entryId}`} className="row">
          <code>{list}</code>
          <Link href={`/party/${encodeURIComponent(partyId)}`}>{name}</Link>
          <span className="dim">{listedOn ?? t('word.noDate')}</span>
          <span className="dim">{words('knownBy', by)}</span>
          {measures.map((id) => (
            <Link key={id} href={`/law/${encodeURIComponent(id)}`}>
              {id}
            </Link>
          ))}
        </li>
      ))}
    </ul>
  );
}
