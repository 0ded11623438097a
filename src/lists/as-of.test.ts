import { describe, expect, it } from 'vitest';
import { type HeldState, listedOn } from './as-of.ts';

function version(
  id: number,
  publishedOn: string,
  designations: HeldState['designations'],
  loadedAt = '2025-01-01T00:00:00.000Z',
): HeldState {
  return { versionId: id, publishedAt: publishedOn, publishedOn, loadedAt, designations };
}

describe('listedOn()', () => {
  const held = [{ listedOn: '2017-06-02' }];

  it('asks the version published last before the day', () => {
    const states = [version(1, '2018-01-01', held), version(2, '2024-01-01', null)];
    expect(listedOn(states, '2020-05-05', '2026-01-01')).toMatchObject({ listed: true, version: { id: 1 } });
    expect(listedOn(states, '2024-05-05', '2026-01-01')).toMatchObject({ listed: false, version: { id: 2 } });
  });

  it('answers by listing dates where no version of that time was loaded', () => {
    const states = [version(1, '2024-01-01', held)];
    expect(listedOn(states, '2018-01-01', '2026-01-01')).toMatchObject({ listed: true, since: '2017-06-02' });
    expect(listedOn(states, '2017-01-01', '2026-01-01').listed).toBe(false);
    expect(listedOn([version(1, '2024-01-01', null)], '2018-01-01', '2026-01-01').listed).toBeNull();
  });

  it('knows only what had been loaded on the second day', () => {
    const states = [
      version(1, '2024-01-01', null, '2024-01-02T00:00:00.000Z'),
      version(2, '2024-02-01', held, '2024-06-01T00:00:00.000Z'),
    ];
    expect(listedOn(states, '2024-03-01', '2024-03-01').listed).toBe(false);
    expect(listedOn(states, '2024-03-01', '2024-07-01').listed).toBe(true);
    expect(listedOn(states, '2024-03-01', '2023-01-01')).toMatchObject({ listed: null, version: null });
  });

  it('writes the days of its reasons as the source has them, without clock time', () => {
    const state = { ...version(1, '2026-05-01', held), publishedAt: '2026-05-01T00:00:00.000+02:00' };
    expect(listedOn([state], '2026-05-05', '2026-06-01').why).toBe('the version of 2026-05-01 holds the party');
    const undated = { ...version(1, '2026-05-01', held), publishedAt: null };
    expect(listedOn([undated], '2026-05-05', '2026-06-01').why).toBe(
      'the version of unknown date (loaded 2025-01-01) holds the party',
    );
  });

  it('takes a party that the list keeps as removed for removed from that day on', () => {
    const states = [version(1, '2024-01-01', [{ listedOn: '2017-06-02', delistedOn: '2020-01-01' }])];
    expect(listedOn(states, '2024-02-01', '2026-01-01').listed).toBe(false);
  });
});
