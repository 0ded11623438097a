import 'maplibre-gl/dist/maplibre-gl.css';
import { useComputedColorScheme } from '@mantine/core';
import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as SeaMapView } from 'maplibre-gl';
import workerAddress from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import landAddress from 'world-atlas/land-50m.json?url';
import { Notice } from '../shell/notice.tsx';
import styles from './sea-map.module.css';
import { type SeaSource, seaStyle } from './sea-style.ts';

export type SeaData = Partial<Record<Exclude<SeaSource, 'land'>, FeatureCollection>>;

interface SeaMapProps {
  /** Names the map to readers; what it shows stands in a table beside it. */
  label: string;
  data: SeaData;
  /** What moves with time, apart from the rest so that the rest is not drawn anew. */
  moving: SeaData;
  /** West, south, east, north: what is shown at first and whenever it changes. */
  bounds: readonly [number, number, number, number];
  onPick?(mmsi: string): void;
}

const PICKED_WITHIN_PIXELS = 8;

/** The sea with land, offline: everything it draws comes from this server. */
export function SeaMap({ label, data, moving, bounds, onPick }: SeaMapProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const [map, setMap] = useState<SeaMapView | null>(null);
  const [failed, setFailed] = useState(false);
  const first = useRef(bounds);
  first.current = bounds;
  const scheme = useComputedColorScheme();

  // The colours are the page's: in another scheme the map is drawn anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme is read from the page's styles
  useEffect(() => {
    let view: SeaMapView | undefined;
    let left = false;
    openMap(box.current as HTMLDivElement, first.current)
      .then((opened) => {
        if (left) return opened.remove();
        view = opened;
        opened.on('click', ({ point: { x, y } }) => {
          const around: [[number, number], [number, number]] = [
            [x - PICKED_WITHIN_PIXELS, y - PICKED_WITHIN_PIXELS],
            [x + PICKED_WITHIN_PIXELS, y + PICKED_WITHIN_PIXELS],
          ];
          const [ship] = opened.queryRenderedFeatures(around, { layers: ['vessels'] });
          if (ship) pick.current?.(String(ship.properties.mmsi));
        });
        setMap(opened);
      })
      .catch(() => setFailed(true));
    return () => {
      left = true;
      view?.remove();
      setMap(null);
    };
  }, [scheme]);

  useEffect(() => draw(map, data), [map, data]);
  useEffect(() => draw(map, moving), [map, moving]);

  useEffect(() => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    map?.fitBounds([...bounds], { padding: 40, maxZoom: 10, animate: !calm });
  }, [map, bounds]);

  return (
    <section className={styles.map} aria-label={label}>
      <div ref={box} className={styles.canvas} data-ready={map !== null || undefined} />
      {failed && <Notice title={t('vessels.noMap')}>{t('vessels.noMapText')}</Notice>}
    </section>
  );
}

function draw(map: SeaMapView | null, data: SeaData): void {
  for (const [name, features] of Object.entries(data)) {
    const source = map?.getSource(name) as GeoJSONSource | undefined;
    if (features) source?.setData(features);
  }
}

async function openMap(container: HTMLDivElement, bounds: SeaMapProps['bounds']): Promise<SeaMapView> {
  const [{ Map: View, NavigationControl, ScaleControl, setWorkerUrl }, { feature }, land] = await Promise.all([
    import('maplibre-gl'),
    import('topojson-client'),
    fetch(landAddress).then((response) => response.json()),
  ]);
  setWorkerUrl(workerAddress);
  const map = new View({
    container,
    style: seaStyle(),
    bounds: [...bounds],
    fitBoundsOptions: { padding: 20 },
    attributionControl: { compact: false, customAttribution: 'Natural Earth' },
    maxZoom: 14,
    dragRotate: false,
    pitchWithRotate: false,
    renderWorldCopies: true,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ unit: 'nautical' }), 'bottom-left');
  await new Promise<void>((resolve, reject) => {
    map.once('load', () => resolve());
    map.once('error', ({ error }) => reject(error));
  });
  (map.getSource('land') as GeoJSONSource).setData(feature(land, land.objects.land) as never);
  return map;
}
