import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../shell/instant.tsx';
import { kilometresApart, type PlaceAt, placeAt, type Way } from './place-at.ts';
import styles from './playback.module.css';

export interface PlayedShip {
  mmsi: string;
  name: string;
  way: Way;
}

interface PlaybackProps {
  ships: readonly PlayedShip[];
  /** Milliseconds: the period of the tracks. */
  from: number;
  to: number;
  instant: number;
  onInstant(instant: number): void;
}

/** Minutes of the ships' time in a second of the reader's. */
const RATES = [10, 60, 360];
const FRAME_MILLISECONDS = 50;
const STEP_MILLISECONDS = 60_000;

/** A slider over the time of the tracks that also runs by itself, and where each ship was. */
export function Playback({ ships, from, to, instant, onInstant }: PlaybackProps) {
  const { t } = useTranslation();
  const [plays, setPlays] = useState(false);
  const [rate, setRate] = useState(60);
  useEffect(() => {
    if (!plays) return;
    const timer = setTimeout(() => {
      const next = instant + rate * 60 * FRAME_MILLISECONDS;
      onInstant(Math.min(next, to));
      if (next >= to) setPlays(false);
    }, FRAME_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [plays, rate, instant, onInstant, to]);
  const start = (): void => {
    if (instant >= to) onInstant(from);
    setPlays(!plays);
  };
  return (
    <div className={styles.playback}>
      <div className={styles.controls}>
        <Button onClick={start} aria-pressed={plays}>
          {plays ? t('vessels.pause') : t('vessels.play')}
        </Button>
        <NativeSelect
          aria-label={t('vessels.rate')}
          value={String(rate)}
          onChange={({ currentTarget }) => setRate(Number(currentTarget.value))}
          data={RATES.map((minutes) => ({ value: String(minutes), label: t('vessels.rateOf', { minutes }) }))}
        />
        <input
          type="range"
          className={styles.slider}
          aria-label={t('vessels.time')}
          aria-valuetext={new Date(instant).toISOString()}
          min={from}
          max={to}
          step={STEP_MILLISECONDS}
          value={instant}
          onChange={({ currentTarget }) => onInstant(Number(currentTarget.value))}
        />
        <span className={styles.instant}>
          <Instant at={new Date(instant).toISOString()} />
        </span>
      </div>
      <Places ships={ships} instant={instant} />
    </div>
  );
}

function Places({ ships, instant }: Pick<PlaybackProps, 'ships' | 'instant'>) {
  const { t } = useTranslation();
  const places = ships.map(({ way }) => placeAt(way, instant));
  const [one, other] = places;
  return (
    <ul className="bare small">
      {ships.map(({ mmsi, name }, number) => (
        <li key={mmsi} className="row">
          <strong>{name}</strong> <PlaceText place={places[number] ?? null} />
        </li>
      ))}
      {one && other && <li>{t('vessels.apart', { kilometres: kilometresApart(one, other).toFixed(2) })}</li>}
    </ul>
  );
}

function PlaceText({ place }: { place: PlaceAt | null }) {
  const { t } = useTranslation();
  if (!place) return <span className="dim">{t('vessels.notHeard')}</span>;
  const { lat, lon, speedKnots, courseDegrees, minutesSince } = place;
  return (
    <>
      <span className="mono">
        {lat.toFixed(4)}, {lon.toFixed(4)}
      </span>
      {speedKnots !== null && <span>{t('vessels.knots', { knots: speedKnots.toFixed(1) })}</span>}
      {courseDegrees !== null && <span>{Math.round(courseDegrees)}°</span>}
      <span className="dim">{t('vessels.since', { minutes: minutesSince })}</span>
    </>
  );
}
