import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Label } from '../team/label.ts';
import { type LabelSubject, may } from '../team/may.ts';
import { FOUNDING_STATES } from '../team/states.ts';
import { type CaseEvent, type EventDraft, KINDS } from './case-event.ts';
import { caseView } from './case-view.ts';
import { decideEvent } from './decide-event.ts';
import { publicationOf } from './publication.ts';

const STATES = FOUNDING_STATES.map(({ code }) => code);
const ALL: Label['relTo'] = [...STATES];
const begin = Date.parse('2026-01-01T00:00:00Z');
const DAY = 86_400_000;

/** Everyone may do everything that roles allow: only the rules stand between a hostile state and the others. */
function subjectOf(state: string): LabelSubject {
  return { kind: 'person', state, organisation: null, roles: ['analyst', 'releaser', 'coordinator'], caveats: [] };
}

/** A node's cases, as the store keeps them: events that only come. */
class Desk {
  readonly events: CaseEvent[] = [];
  day = 0;

  now(): string {
    return new Date(begin + this.day * DAY + this.events.length).toISOString();
  }

  /** What a state may see: the database's policy gives no more. */
  seenBy(state: string): CaseEvent[] {
    return this.events.filter(({ label }) => may(subjectOf(state), 'read', label, Date.parse(this.now())).allowed);
  }

  view(state: string) {
    return caseView(this.seenBy(state), this.now());
  }

  /** Does it when the rules let the state; returns the event's id. */
  do(by: string, draft: EventDraft): string | null {
    const view = this.view(by);
    if (draft.kind === 'opened' && this.events.length > 0) return null;
    const material = new Map(this.seenBy(by).map(({ id, label }) => [id, label]));
    const decided = decideEvent(draft, view, { subject: subjectOf(by), by, now: this.now() }, material);
    if (!('label' in decided)) return null;
    const id = `e${this.events.length}`;
    const paragraph = view?.paragraphs.find((one) => one.id === draft.about);
    const body =
      draft.kind === 'published' && view && paragraph ? publicationOf(paragraph, view, this.now()) : draft.body;
    this.events.push({
      id,
      number: this.events.length,
      caseId: 'c',
      kind: draft.kind,
      about: draft.about ?? null,
      body,
      by,
      author: `${by} analyst`,
      at: this.now(),
      label: decided.label,
      commitment: '0'.repeat(64),
    } as unknown as CaseEvent);
    return id;
  }
}

const dayAfter = (desk: Desk, days: number): string =>
  desk.now().slice(0, 10) && new Date(Date.parse(desk.now()) + days * DAY).toISOString().slice(0, 10);
const finding = `f-${'0'.repeat(24)}`;
const paragraph = (text: string, names: string[] = [], sources: unknown[] = []) => ({
  text,
  measures: ['UN-2375-11'],
  sources,
  names,
});

/** Any move, sensible or not, at anything that is there. */
const hostileMove = fc.record({
  kind: fc.constantFrom(...KINDS),
  target: fc.nat(60),
  by: fc.nat(3),
  days: fc.nat(200),
  text: fc.constantFrom('nothing happened', 'EXERCISE', ''),
  name: fc.constantFrom('EXERCISE Shipping', 'nobody'),
  relTo: fc.constantFrom<Label['relTo']>('public', [], ['FR'], ALL),
});
type HostileMove = typeof hostileMove extends fc.Arbitrary<infer Move> ? Move : never;

function draftOf(move: HostileMove, desk: Desk): EventDraft {
  const target = desk.events[move.target % Math.max(1, desk.events.length)]?.id;
  return {
    kind: move.kind,
    about: target,
    label: { relTo: move.relTo, caveats: [], expiresAt: null },
    body: {
      title: 'EXERCISE',
      finding,
      ...paragraph(move.text, [move.name], [{ kind: 'material', ref: target }]),
      reason: 'EXERCISE',
      answer: 'declined',
      decision: 'declined',
      party: move.name,
      receivedOn: '2026-01-01',
      note: '',
      to: { kind: 'party', name: move.name },
      question: 'EXERCISE?',
      dueOn: dayAfter(desk, move.days),
      ...(move.days % 2 === 0 ? { paragraph: target } : {}),
      outcome: 'refused',
      exercise: true,
    },
  };
}

describe('no veto', () => {
  it('lets every finding reach the public, and keeps every word, whatever four states do or leave undone', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(STATES, { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        fc.array(fc.array(hostileMove, { maxLength: 12 }), { minLength: 5, maxLength: 5 }),
        (chosen, hostileOpens, waves) => {
          const [honest, ...hostile] = chosen as [string, string, string, string, string];
          const desk = new Desk();
          const attack = (wave: number): void => {
            for (const move of waves[wave] ?? []) desk.do(hostile[move.by] as string, draftOf(move, desk));
          };
          const opener = hostileOpens ? (hostile[0] as string) : honest;
          expect(
            desk.do(opener, {
              kind: 'opened',
              body: { title: 'EXERCISE' },
              label: { relTo: ALL, caveats: [], expiresAt: null },
            }),
          ).not.toBeNull();
          attack(0);
          expect(desk.do(honest, { kind: 'finding-joined', body: { finding } })).not.toBeNull();
          const mine = desk.do(honest, {
            kind: 'paragraph-written',
            body: paragraph('The ship met another.', ['EXERCISE Shipping']),
          });
          if (!mine) throw new Error('the paragraph was stopped');
          attack(1);
          const version = desk.do(honest, {
            kind: 'paragraph-versioned',
            about: mine,
            body: { ...paragraph('The ship met another on the 3rd.', ['EXERCISE Shipping']), reason: 'the day' },
          });
          expect(version).not.toBeNull();
          attack(2);
          const offer = {
            to: { kind: 'party', name: 'EXERCISE Shipping' },
            question: 'Your reply?',
            dueOn: dayAfter(desk, 14),
            paragraph: mine,
          };
          expect(desk.do(honest, { kind: 'request-sent', body: offer })).not.toBeNull();
          attack(3);
          desk.day += 15;
          attack(4);
          expect(desk.do(honest, { kind: 'published', about: mine, body: {} })).not.toBeNull();
          const seen = desk.view(honest)?.paragraphs.find(({ id }) => id === mine);
          expect(seen?.versions.map(({ text }) => text)).toEqual([
            'The ship met another.',
            'The ship met another on the 3rd.',
          ]);
          expect(seen?.struck).toBeNull();
          expect(seen?.publications[0]?.text).toBe('The ship met another on the 3rd.');
          const publication = desk.events.find(({ kind }) => kind === 'published');
          expect(publication?.label.relTo).toBe('public');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('prints every standing dissent beside the text, whoever publishes', () => {
    const desk = new Desk();
    desk.do('JP', { kind: 'opened', body: { title: 'EXERCISE' }, label: { relTo: ALL, caveats: [], expiresAt: null } });
    const text = desk.do('JP', { kind: 'paragraph-written', body: paragraph('It was coal.') }) as string;
    desk.do('FR', { kind: 'dissented', about: text, body: { text: 'It may have been slag.' } });
    const other = desk.do('DE', { kind: 'dissented', about: text, body: { text: 'Too early.' } }) as string;
    expect(desk.do('JP', { kind: 'dissent-ended', about: other, body: { reason: 'not ours' } })).toBeNull();
    expect(desk.do('DE', { kind: 'dissent-ended', about: other, body: { reason: 'new images' } })).not.toBeNull();
    expect(desk.do('JP', { kind: 'published', about: text, body: {} })).not.toBeNull();
    const [published] = desk.view('JP')?.paragraphs[0]?.publications ?? [];
    expect(published?.dissents).toEqual([{ state: 'FR', text: 'It may have been slag.' }]);
  });
});
