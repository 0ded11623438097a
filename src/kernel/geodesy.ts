/** Mean radius of the Earth in kilometres (IUGG). */
export const EARTH_RADIUS_KM = 6371.0088;
export const KM_PER_NAUTICAL_MILE = 1.852;

const RADIANS = Math.PI / 180;

/** Great-circle distance in kilometres between two points in degrees (haversine; within 0.5 % of the ellipsoid). */
export function distanceKm(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const a = Math.sin(((lat2 - lat1) * RADIANS) / 2);
  const b = Math.sin(((lon2 - lon1) * RADIANS) / 2);
  const h = a * a + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * b * b;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Initial bearing from one point to another, degrees from true north, 0 to under 360. */
export function bearingDegrees(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const [p1, p2, dl] = [lat1 * RADIANS, lat2 * RADIANS, (lon2 - lon1) * RADIANS];
  const y = Math.sin(dl) * Math.cos(p2);
  const x = Math.cos(p1) * Math.sin(p2) - Math.sin(p1) * Math.cos(p2) * Math.cos(dl);
  return (Math.atan2(y, x) / RADIANS + 360) % 360;
}

/** The smaller angle between two directions in degrees, 0 to 180. */
export function angleBetween(one: number, other: number): number {
  const apart = Math.abs(one - other) % 360;
  return apart > 180 ? 360 - apart : apart;
}

/** The point reached from another on a bearing (degrees) after a distance (kilometres). */
export function destination(lat: number, lon: number, bearing: number, km: number): { lat: number; lon: number } {
  const [phi, theta, delta] = [lat * RADIANS, bearing * RADIANS, km / EARTH_RADIUS_KM];
  const sinLat = Math.sin(phi) * Math.cos(delta) + Math.cos(phi) * Math.sin(delta) * Math.cos(theta);
  const lat2 = Math.asin(Math.max(-1, Math.min(1, sinLat)));
  const turned = Math.atan2(
    Math.sin(theta) * Math.sin(delta) * Math.cos(phi),
    Math.cos(delta) - Math.sin(phi) * sinLat,
  );
  return { lat: lat2 / RADIANS, lon: normalLongitude(lon + turned / RADIANS) };
}

/** A longitude brought into -180 to under 180. */
export function normalLongitude(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}
