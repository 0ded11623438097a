import type { CaseEvent } from '../../../src/casework/case-event.ts';
import type { CaseView, ParagraphView } from '../../../src/casework/case-view.ts';
import type { Need } from '../../../src/casework/needs.ts';
import type { Rung } from '../../../src/casework/release-ladder.ts';
import type { SessionAnswer } from '../team/team-answers.ts';

/** Who reads: somebody signed in, or null. */
export type Reader = SessionAnswer['signedIn'];

export const CASES = '/api/v1/cases';

export interface CaseSummary
  extends Pick<CaseView, 'id' | 'title' | 'by' | 'openedAt' | 'changedAt' | 'stage' | 'exercise'> {
  findings: number;
  paragraphs: number;
  requests: number;
  dissents: number;
  needs: Need[];
}
export interface CasesAnswer {
  total: number;
  cases: CaseSummary[];
}
export interface ShownParagraph extends ParagraphView {
  ladder: Rung[];
  /** The label in words. */
  seenBy: string;
}
export interface CaseAnswer extends Omit<CaseView, 'paragraphs'> {
  paragraphs: ShownParagraph[];
  seenBy: string;
  counts: { 'party-added': number; 'evidence-attached': number };
}
export interface BulkAnswer {
  total: number;
  items: CaseEvent[];
}
export interface PublishedAnswer {
  total: number;
  published: CaseEvent[];
  beside: CaseEvent[];
}
export const eventsOf = (caseId: string): string => `${CASES}/${caseId}/events`;
export const proofOf = (event: string): string => `${CASES}/events/${event}/proof`;
export const letterOf = (caseId: string, request: string): string => `${CASES}/${caseId}/requests/${request}/letter`;
