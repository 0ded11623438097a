import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

/** The map's own colours, read from the page's so that both schemes and later changes hold. */
interface SeaColours {
  sea: string;
  land: string;
  coast: string;
  place: string;
  ship: string;
  listed: string;
  selected: string;
  density: string;
  dim: string;
}

/** Speed in knots to colour: at rest, slow, steaming, fast; told apart without colour vision by lightness. */
export const SPEED_COLOURS: readonly [number, string][] = [
  [0, '#d6604d'],
  [2, '#f4a582'],
  [6, '#92c5de'],
  [12, '#4393c3'],
  [20, '#8e6bd1'],
];

/** The sources that pages fill. */
export const SOURCES = ['land', 'places', 'density', 'tracks', 'vessels', 'cursor'] as const;
export type SeaSource = (typeof SOURCES)[number];

/** Zoom from which single ships are shown instead of counts a cell. */
const SHIPS_FROM_ZOOM = 4;
const NOTHING = { type: 'FeatureCollection', features: [] } as const;

/** A style without tiles, fonts or anything else from elsewhere. */
export function seaStyle(): StyleSpecification {
  const colours = coloursOf(document.documentElement);
  return {
    version: 8,
    sources: Object.fromEntries(
      SOURCES.map((source) => [
        source,
        { type: 'geojson', data: NOTHING as never, ...(source === 'land' ? { tolerance: 0.5 } : {}) },
      ]),
    ),
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } },
      { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colours.coast, 'line-width': 0.6 } },
      {
        id: 'place',
        type: 'circle',
        source: 'places',
        minzoom: 4,
        paint: {
          'circle-radius': 3,
          'circle-color': 'transparent',
          'circle-stroke-color': colours.place,
          'circle-stroke-width': 1.2,
        },
      },
      ...densityLayers(colours),
      ...trackLayers(colours),
      ...vesselLayers(colours),
    ],
  };
}

function densityLayers(colours: SeaColours): LayerSpecification[] {
  return [
    {
      id: 'density',
      type: 'circle',
      source: 'density',
      maxzoom: SHIPS_FROM_ZOOM,
      paint: {
        'circle-color': colours.density,
        'circle-opacity': 0.55,
        'circle-radius': ['interpolate', ['linear'], ['log10', ['max', 1, ['get', 'reports']]], 0, 2, 6, 12],
      },
    },
  ];
}

function trackLayers(colours: SeaColours): LayerSpecification[] {
  const stops = SPEED_COLOURS.flat();
  return [
    {
      id: 'track-gap',
      type: 'line',
      source: 'tracks',
      filter: ['get', 'gap'],
      paint: { 'line-color': colours.dim, 'line-width': 1.5, 'line-dasharray': [2, 2] },
    },
    {
      id: 'track',
      type: 'line',
      source: 'tracks',
      filter: ['!', ['get', 'gap']],
      layout: { 'line-cap': 'round' },
      paint: {
        'line-color': ['interpolate', ['linear'], ['get', 'speedKnots'], ...stops] as never,
        'line-width': ['case', ['==', ['get', 'side'], 0], 3, 1.75],
      },
    },
  ];
}

function vesselLayers(colours: SeaColours): LayerSpecification[] {
  return [
    {
      id: 'vessels',
      type: 'circle',
      source: 'vessels',
      minzoom: SHIPS_FROM_ZOOM,
      paint: {
        'circle-radius': ['case', ['get', 'selected'], 7, ['get', 'listed'], 5, 3.5],
        'circle-color': ['case', ['get', 'listed'], colours.listed, colours.ship],
        'circle-stroke-color': ['case', ['get', 'selected'], colours.selected, colours.sea],
        'circle-stroke-width': ['case', ['get', 'selected'], 3, 1],
      },
    },
    {
      id: 'cursor',
      type: 'circle',
      source: 'cursor',
      paint: {
        'circle-radius': 8,
        'circle-color': 'transparent',
        'circle-stroke-width': 3,
        'circle-stroke-color': ['case', ['==', ['get', 'side'], 0], colours.selected, colours.listed],
      },
    },
  ];
}

function coloursOf(element: Element): SeaColours {
  const styles = getComputedStyle(element);
  const colour = (name: string): string => styles.getPropertyValue(`--wk-${name}`).trim() || '#888888';
  return {
    sea: colour('accent-soft'),
    land: colour('surface'),
    coast: colour('edge'),
    place: colour('dim'),
    ship: colour('accent'),
    listed: colour('bad'),
    selected: colour('focus'),
    density: colour('accent'),
    dim: colour('dim'),
  };
}
