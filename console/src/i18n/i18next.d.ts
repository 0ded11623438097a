import 'i18next';
import type en from './en.json';
import type rooms from './rooms/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof rooms };
    returnNull: false;
  }
}
