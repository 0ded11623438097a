import { type ComponentType, lazy } from 'react';
import { loadRoomTexts } from '../i18n/languages.ts';

/** A page, or a part of one, that is fetched when it is opened, with its texts. */
export function page<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const [found] = await Promise.all([load(), loadRoomTexts()]);
    return { default: found };
  });
}
