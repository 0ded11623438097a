import { csvLine } from '../kernel/csv-line.ts';

/** A track as `vessels track` writes it. */
export interface WrittenTrack {
  mmsi: string;
  imo: string | null;
  segments: readonly {
    segmentId: string;
    points: readonly {
      at: string;
      lat: number;
      lon: number;
      speedKnots: number | null;
      courseDegrees: number | null;
    }[];
  }[];
}

/** Formats that are text; GeoParquet is written by the edge. */
export const TRACK_FORMATS = ['json', 'geojson', 'mf-json', 'kml', 'csv'] as const;
export type TrackFormat = (typeof TRACK_FORMATS)[number];

/** The track in a format; `exercise` marks it where the format has a place for it. */
export function writeTrack(track: WrittenTrack, format: TrackFormat, exercise: boolean): string {
  switch (format) {
    case 'geojson':
      return `${JSON.stringify(geoJson(track, exercise))}\n`;
    case 'mf-json':
      return `${JSON.stringify(movingFeatures(track, exercise))}\n`;
    case 'kml':
      return kml(track, exercise);
    case 'csv':
      return csv(track, exercise);
    default:
      return `${JSON.stringify({ ...track, ...(exercise ? { exercise } : {}) }, null, 2)}\n`;
  }
}

function geoJson({ mmsi, imo, segments }: WrittenTrack, exercise: boolean) {
  return {
    type: 'FeatureCollection',
    features: segments.map(({ segmentId, points }) => ({
      type: 'Feature',
      properties: {
        mmsi,
        imo,
        segmentId,
        exercise,
        times: points.map(({ at }) => at),
        speedKnots: points.map((one) => one.speedKnots),
      },
      geometry:
        points.length === 1
          ? { type: 'Point', coordinates: [points[0]?.lon, points[0]?.lat] }
          : { type: 'LineString', coordinates: points.map(({ lon, lat }) => [lon, lat]) },
    })),
  };
}

/** OGC Moving Features JSON (OGC 19-045r3): a trajectory with instants. */
function movingFeatures({ mmsi, imo, segments }: WrittenTrack, exercise: boolean) {
  return {
    type: 'FeatureCollection',
    features: segments.map(({ segmentId, points }) => ({
      type: 'Feature',
      id: segmentId,
      properties: { mmsi, imo, exercise },
      temporalGeometry: {
        type: 'MovingPoint',
        datetimes: points.map(({ at }) => at),
        coordinates: points.map(({ lon, lat }) => [lon, lat]),
        interpolation: 'Linear',
      },
      temporalProperties: [
        {
          datetimes: points.map(({ at }) => at),
          speedKnots: {
            type: 'Measure',
            form: 'KNT',
            values: points.map((one) => one.speedKnots),
            interpolation: 'Linear',
          },
        },
      ],
    })),
  };
}

function kml({ mmsi, imo, segments }: WrittenTrack, exercise: boolean): string {
  const name = `${exercise ? 'EXERCISE ' : ''}MMSI ${mmsi}${imo ? `, IMO ${imo}` : ''}`;
  const tracks = segments.map(({ segmentId, points }) =>
    [
      `<Placemark><name>${segmentId}</name><gx:Track>`,
      ...points.map(({ at }) => `<when>${at}</when>`),
      ...points.map(({ lon, lat }) => `<gx:coord>${lon} ${lat} 0</gx:coord>`),
      '</gx:Track></Placemark>',
    ].join('\n'),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>${name}</name>
${tracks.join('\n')}
</Document></kml>
`;
}

function csv({ mmsi, imo, segments }: WrittenTrack, exercise: boolean): string {
  const lines = segments.flatMap(({ segmentId, points }) =>
    points.map(({ at, lat, lon, speedKnots, courseDegrees }) =>
      csvLine([...(exercise ? ['EXERCISE'] : []), mmsi, imo, segmentId, at, lat, lon, speedKnots, courseDegrees]),
    ),
  );
  const header = csvLine([
    ...(exercise ? ['exercise'] : []),
    'mmsi',
    'imo',
    'segmentId',
    'at',
    'lat',
    'lon',
    'speedKnots',
    'courseDegrees',
  ]);
  return header + lines.join('');
}
