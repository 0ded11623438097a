import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { Notice } from './notice.tsx';

interface Props {
  children: ReactNode;
}

/** Keeps the frame standing when a page cannot be drawn or its script cannot be fetched, and says so. */
export class CrashGuard extends Component<Props, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: Error): { fault: Error } {
    return { fault };
  }

  override componentDidCatch(fault: Error, info: ErrorInfo): void {
    console.error(fault, info.componentStack);
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    return (
      <Translation>
        {(t) => (
          <Notice tone="bad" title={t('shell.crashed')}>
            <p>
              <code>{fault.message}</code>
            </p>
            <Button onClick={() => location.reload()}>{t('shell.reload')}</Button>
          </Notice>
        )}
      </Translation>
    );
  }
}
