import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUrlState } from './url-state.ts';

/** Rows of the whole that are shown, with the ways to the next and the last ones; `offset` stands in the address. */
export function Pager({ total, limit, name = 'offset' }: { total: number; limit: number; name?: string }) {
  const { t } = useTranslation();
  const { get, set } = useUrlState();
  const offset = offsetIn(get(name));
  const go = (to: number): void => set({ [name]: to > 0 ? String(to) : null });
  return (
    <div className="row fit">
      <span className="dim small" role="status">
        {t('table.range', { from: Math.min(offset + 1, total), to: Math.min(offset + limit, total), total })}
      </span>
      {total > limit && (
        <>
          <Button size="compact-xs" disabled={offset === 0} onClick={() => go(Math.max(0, offset - limit))}>
            {t('table.previous')}
          </Button>
          <Button size="compact-xs" disabled={offset + limit >= total} onClick={() => go(offset + limit)}>
            {t('table.next')}
          </Button>
        </>
      )}
    </div>
  );
}

/** A count of rows to pass over, as an address gives it; 0 for anything that is none. */
export function offsetIn(text: string): number {
  return /^\d{1,7}$/.test(text) ? Number(text) : 0;
}
