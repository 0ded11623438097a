import { z } from 'zod';
import type { Label } from '../team/label.ts';
import type { LabelAct } from '../team/role.ts';

const prose = z.string().trim().min(1).max(20_000);
const line = z.string().trim().min(1).max(500);
const reason = z.string().trim().min(3).max(2000);
const day = z.iso.date();
const eventId = z.uuid();

/** What a sentence rests on. Material of another state in the case brings that state's label with it. */
const source = z.strictObject({
  kind: z.enum(['finding', 'evidence', 'request', 'material', 'address']),
  ref: z.string().trim().min(1).max(500),
});
const sources = z.array(source).max(100).default([]);
const measures = z.array(z.string().max(80)).max(50).default([]);

/**
 * Everything that can happen in a case, by its kind: the body, and the act that a role must allow. Nothing here
 * removes or replaces what happened before; a case is what its events add up to.
 */
export const EVENT_KINDS = {
  opened: { act: 'write', about: false, body: z.strictObject({ title: line, exercise: z.boolean().default(false) }) },
  'finding-joined': {
    act: 'write',
    about: false,
    body: z.strictObject({ finding: z.string().regex(/^f-[0-9a-f]{24}$/, 'must be the id of a finding') }),
  },
  'party-added': {
    act: 'write',
    about: false,
    body: z.strictObject({ party: z.string().min(1).max(300), name: line, role: line.optional() }),
  },
  'evidence-attached': {
    act: 'write',
    about: false,
    body: z.strictObject({ evidence: z.string().min(1).max(100), title: line }),
  },
  'paragraph-written': {
    act: 'write',
    about: false,
    body: z.strictObject({
      text: prose,
      measures,
      sources,
      /** Parties that it says something of; they are offered a reply before it is published. */
      names: z.array(line).max(100).default([]),
      /** Commitment in the ledger to where it came from, to be opened later or never. */
      sealedOrigin: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'must be a commitment, 64 hexadecimal digits')
        .optional(),
      /** The paragraph of which this is a wording for more readers. */
      tearLineOf: eventId.optional(),
    }),
  },
  'paragraph-versioned': {
    act: 'write',
    about: true,
    body: z.strictObject({ text: prose, measures, sources, names: z.array(line).max(100).default([]), reason }),
  },
  'paragraph-struck': { act: 'write', about: true, body: z.strictObject({ reason }) },
  proposed: { act: 'propose', about: true, body: z.strictObject({ text: prose, reason }) },
  'proposal-answered': {
    act: 'write',
    about: true,
    body: z.strictObject({ answer: z.enum(['taken', 'declined']), reason }),
  },
  dissented: { act: 'dissent', about: true, body: z.strictObject({ text: prose }) },
  'dissent-ended': { act: 'dissent', about: true, body: z.strictObject({ reason }) },
  replied: {
    act: 'reply',
    about: true,
    body: z.strictObject({ party: line, text: prose, receivedOn: day, language: z.string().max(35).optional() }),
  },
  commented: { act: 'comment', about: true, body: z.strictObject({ text: prose }) },
  'task-added': {
    act: 'write',
    about: false,
    body: z.strictObject({ title: line, dueOn: day.optional(), assignee: line.optional() }),
  },
  'task-done': { act: 'comment', about: true, body: z.strictObject({ note: z.string().max(2000).default('') }) },
  'request-sent': {
    act: 'ask',
    about: false,
    body: z.strictObject({
      to: z.strictObject({ kind: z.enum(['state', 'firm', 'registry', 'party']), name: line }),
      question: prose,
      dueOn: day,
      /** The paragraph on which a reply is offered. */
      paragraph: eventId.optional(),
    }),
  },
  'request-reminded': { act: 'ask', about: true, body: z.strictObject({ note: z.string().max(2000).default('') }) },
  'request-answered': {
    act: 'ask',
    about: true,
    body: z.strictObject({ outcome: z.enum(['answered', 'partial', 'refused']), text: prose, receivedOn: day }),
  },
  'release-asked': { act: 'comment', about: true, body: z.strictObject({ reason, byOn: day.optional() }) },
  'release-decided': {
    act: 'release',
    about: true,
    body: z.strictObject({ decision: z.enum(['agreed', 'declined']), reason }),
  },
  published: { act: 'release', about: true, body: z.strictObject({}) },
  closed: { act: 'write', about: false, body: z.strictObject({ reason }) },
  reopened: { act: 'write', about: false, body: z.strictObject({ reason }) },
} as const satisfies Record<string, { act: LabelAct; about: boolean; body: z.ZodObject }>;

export type EventKind = keyof typeof EVENT_KINDS;
export const KINDS = Object.keys(EVENT_KINDS) as EventKind[];
export type EventBody<Kind extends EventKind> = z.output<(typeof EVENT_KINDS)[Kind]['body']>;

/** Something that happened in a case, and never un-happens. */
export type CaseEvent = {
  [Kind in EventKind]: {
    id: string;
    /** Order within this node. */
    number: number;
    caseId: string;
    kind: Kind;
    /** The event that it is about: a paragraph, a proposal, a dissent, a request, a task. */
    about: string | null;
    body: EventBody<Kind> & (Kind extends 'published' ? Partial<Publication> : unknown);
    /** The state or organisation that did it. */
    by: string;
    /** The person's name to sign in with. */
    author: string;
    /** ISO instant. */
    at: string;
    label: Label;
    /** In the ledger, by which its proof is found. */
    commitment: string;
  };
}[EventKind];

export type EventOf<Kind extends EventKind> = Extract<CaseEvent, { kind: Kind }>;

/** What a publication says for good, as it stood on its day. */
export interface Publication {
  text: string;
  version: number;
  measures: string[];
  /** Parties that it says something of. */
  names: string[];
  dissents: { state: string; text: string }[];
  replies: { party: string; text: string; receivedOn: string }[];
  /** Who was offered a reply and gave none, with the day on which the term ended. */
  silent: { party: string; dueOn: string }[];
}

/** What a person asks to be done. */
export interface EventDraft {
  kind: EventKind;
  about?: string | undefined;
  body: Record<string, unknown>;
  label?: { relTo: Label['relTo']; caveats: string[]; expiresAt: string | null } | undefined;
}
