import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlacesAnswer, TrackAnswer, VesselsAnswer } from '../../../src/vessels/edge/vessel-shapes.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { Legend } from './legend.tsx';
import { type Way, wayOf } from './place-at.ts';
import { Playback } from './playback.tsx';
import { boundsOf, cursorData, seaData } from './sea-data.ts';
import { SeaMap } from './sea-map.tsx';
import { VesselFilters } from './vessel-filters.tsx';
import { VesselTable } from './vessel-table.tsx';
import styles from './vessels-page.module.css';

const MOST_SHIPS = 1000;

/** The sea: every ship heard, two of them side by side over time. */
export function VesselsPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const ships = useAnswer<VesselsAnswer>(
    address('/api/v1/vessels', { q: get('q'), listed: get('listed'), found: get('found'), limit: MOST_SHIPS }),
  );
  return (
    <Page title={t('vessels.title')} lead={t('vessels.lead')}>
      <VesselFilters />
      <Answer of={ships}>{(answer) => <Sea answer={answer} />}</Answer>
    </Page>
  );
}

function Sea({ answer }: { answer: VesselsAnswer }) {
  const { t } = useTranslation();
  const { all, set } = useUrlState();
  const chosenText = all('ship').slice(0, 2).join();
  const chosen = useMemo(() => chosenText.split(',').filter(Boolean), [chosenText]);
  const [one, other] = [useTrack(chosen[0]), useTrack(chosen[1])];
  const places = useAnswer<PlacesAnswer>('/api/v1/vessels/places');
  const tracks = useMemo(() => [one, other].filter((track) => track !== undefined), [one, other]);
  const ways = useMemo(() => tracks.map(wayOf), [tracks]);
  const [from, to] = periodOf(ways);
  const [instant, setInstant] = useState<number | null>(null);
  const shown = Math.min(Math.max(instant ?? from, from), to);
  const data = useMemo(
    () => seaData({ vessels: answer.vessels, chosen, tracks, places: places.data }),
    [answer, chosen, tracks, places.data],
  );
  const moving = useMemo(() => cursorData(ways, shown), [ways, shown]);
  const bounds = useMemo(() => boundsOf(tracks, answer.vessels), [tracks, answer]);
  if (answer.from === null)
    return (
      <Notice title={t('vessels.none')}>
        <p>{t('vessels.noneText')}</p>
        <pre className="mono">npx watchkeeper vessels load FILE</pre>
      </Notice>
    );
  const choose = (mmsi: string): void => set({ ship: toggled(chosen, mmsi) }, { replace: true });
  return (
    <>
      <div className={styles.sea}>
        <SeaMap label={t('vessels.map')} data={data} moving={moving} bounds={bounds} onPick={choose} />
      </div>
      <Legend />
      {ways.length > 0 && (
        <Playback
          ships={tracks.map(({ mmsi }, number) => ({
            mmsi,
            name: answer.vessels.find((ship) => ship.mmsi === mmsi)?.shipName ?? mmsi,
            way: ways[number] as Way,
          }))}
          from={from}
          to={to}
          instant={shown}
          onInstant={setInstant}
        />
      )}
      <VesselTable answer={answer} chosen={chosen} onChoose={choose} />
    </>
  );
}

function useTrack(mmsi: string | undefined): TrackAnswer | undefined {
  const path = mmsi ? `/api/v1/vessels/${encodeURIComponent(mmsi)}/track` : null;
  const { data, isPlaceholderData } = useAnswer<TrackAnswer>(path);
  return mmsi && !isPlaceholderData ? data : undefined;
}

function periodOf(ways: readonly Way[]): [number, number] {
  const ends = ways.flatMap(({ instants }) => [instants[0], instants.at(-1)]).filter((at) => at !== undefined);
  return ends.length === 0 ? [0, 0] : [Math.min(...ends), Math.max(...ends)];
}

/** Two at most: a third takes the place of the second. */
function toggled(chosen: readonly string[], mmsi: string): string[] {
  if (chosen.includes(mmsi)) return chosen.filter((one) => one !== mmsi);
  return [...chosen.slice(0, 1), mmsi];
}
