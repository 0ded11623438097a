import type { Feature, FeatureCollection, LineString } from 'geojson';
import type { TrackAnswer } from '../../../src/vessels/edge/vessel-shapes.ts';

type Point = TrackAnswer['segments'][number]['points'][number];

/** A stretch of a track: its colour comes from the speed; where nothing was heard for so long it is dashed. */
export interface StretchProperties {
  gap: boolean;
  speedKnots: number;
  /** Which of the two ships side by side. */
  side: number;
}

/** Milliseconds without a report from which a stretch counts as unheard: an hour. */
const GAP_MILLISECONDS = 3_600_000;
/** Speeds are grouped to this, so that a long track is some hundred lines and not many thousand. */
const SPEED_STEP_KNOTS = 2;

/** A track as lines of one speed each, and straight dashes between what was heard. */
export function trackFeatures(track: TrackAnswer, side: number): FeatureCollection<LineString, StretchProperties> {
  const points = pointsOf(track);
  const features: Feature<LineString, StretchProperties>[] = [];
  let stretch: [number, number][] = [];
  let speed = -1;
  const end = (): void => {
    if (stretch.length > 1) features.push(line(stretch, { gap: false, speedKnots: speed, side }));
  };
  for (const [number, point] of points.entries()) {
    const next = points[number + 1];
    const here = Math.round((point.speedKnots ?? 0) / SPEED_STEP_KNOTS) * SPEED_STEP_KNOTS;
    if (here !== speed) {
      stretch.push([point.lon, point.lat]);
      end();
      stretch = [];
      speed = here;
    }
    stretch.push([point.lon, point.lat]);
    if (!next || Date.parse(next.at) - Date.parse(point.at) < GAP_MILLISECONDS) continue;
    end();
    features.push(
      line(
        [
          [point.lon, point.lat],
          [next.lon, next.lat],
        ],
        { gap: true, speedKnots: 0, side },
      ),
    );
    stretch = [];
    speed = -1;
  }
  end();
  return { type: 'FeatureCollection', features };
}

/** All points of a track in the order of time. */
export function pointsOf(track: TrackAnswer): Point[] {
  return track.segments.flatMap(({ points }) => points).sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** Keeps a line across the date line whole. */
function line(coordinates: [number, number][], properties: StretchProperties): Feature<LineString, StretchProperties> {
  const first = coordinates[0]?.[0] ?? 0;
  const whole = coordinates.map(([lon, lat]): [number, number] => {
    if (lon - first > 180) return [lon - 360, lat];
    return [first - lon > 180 ? lon + 360 : lon, lat];
  });
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates: whole } };
}
