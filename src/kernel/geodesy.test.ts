import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetween, bearingDegrees, destination, distanceKm } from './geodesy.ts';

const latitude = fc.double({ min: -80, max: 80, noNaN: true });
const longitude = fc.double({ min: -180, max: 179.99, noNaN: true });
const bearing = fc.double({ min: 0, max: 359.99, noNaN: true });

describe('geodesy', () => {
  it('measures a degree of latitude as 111.2 km and reaches over the date line', () => {
    expect(distanceKm(38, 125, 39, 125)).toBeCloseTo(111.195, 2);
    expect(distanceKm(0, 179.5, 0, -179.5)).toBeCloseTo(111.195, 2);
  });

  it('turns the short way round', () => {
    expect(angleBetween(350, 10)).toBe(20);
    expect(bearingDegrees(38, 125, 38, 126)).toBeCloseTo(89.7, 1);
  });

  it('reaches a point that is as far and in that direction', () => {
    fc.assert(
      fc.property(latitude, longitude, bearing, fc.double({ min: 0.5, max: 800, noNaN: true }), (lat, lon, to, km) => {
        const there = destination(lat, lon, to, km);
        expect(distanceKm(lat, lon, there.lat, there.lon)).toBeCloseTo(km, 4);
        expect(angleBetween(bearingDegrees(lat, lon, there.lat, there.lon), to)).toBeLessThan(0.01);
      }),
    );
  });
});
