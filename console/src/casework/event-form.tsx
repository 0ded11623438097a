import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { EventKind } from '../../../src/casework/case-event.ts';
import { ask } from '../api/ask.ts';
import { SendForm } from '../shell/send-form.tsx';
import { eventsOf } from './case-answers.ts';

interface EventFormProps {
  caseId: string;
  kind: EventKind;
  about?: string;
  /** Of the button that opens the form, and of the one that sends it. */
  action: string;
  /** The event's body from what the form holds. */
  body(given: FormData): Record<string, unknown>;
  children: ReactNode;
}

/** Something to do in a case: a button that opens its form. What is sent is added, and cannot be taken back. */
export function EventForm({ caseId, kind, about, action, body, children }: EventFormProps) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <div>
        <Button size="compact-sm" onClick={() => setOpen(true)}>
          {action}
        </Button>
      </div>
    );
  return (
    <SendForm
      title={action}
      action={action}
      send={(given) => ask(eventsOf(caseId), { kind, ...(about ? { about } : {}), body: body(given) })}
      onDone={() => setOpen(false)}
      onCancel={() => setOpen(false)}
    >
      {children}
    </SendForm>
  );
}

/** A field's text without what stands around it. */
export function textOf(given: FormData, name: string): string {
  return String(given.get(name) ?? '').trim();
}

/** The lines of a field, without empty ones. */
export function linesOf(given: FormData, name: string): string[] {
  return textOf(given, name)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
