import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ReasonField } from '../shell/reason-field.tsx';
import type { CaseAnswer, Reader, ShownParagraph } from './case-answers.ts';

import { EventForm, linesOf, textOf } from './event-form.tsx';

interface OnCase {
  view: CaseAnswer;
}

export function JoinFindingForm({ view }: OnCase) {
  const { t } = useTranslation();
  return (
    <EventForm
      caseId={view.id}
      kind="finding-joined"
      action={t('cases.joinFinding')}
      body={(given) => ({ finding: textOf(given, 'finding') })}
    >
      <TextInput name="finding" label={t('cases.findingId')} required pattern="f-[0-9a-f]{24}" autoFocus />
    </EventForm>
  );
}

export function WriteParagraphForm({ view }: OnCase) {
  const { t } = useTranslation();
  return (
    <EventForm caseId={view.id} kind="paragraph-written" action={t('cases.write')} body={paragraphBody}>
      <ParagraphFields />
    </EventForm>
  );
}

/** A version of one's own paragraph: the ones before stay to be read. */
export function VersionForm({ view, paragraph }: OnCase & { paragraph: ShownParagraph }) {
  const { t } = useTranslation();
  return (
    <EventForm
      caseId={view.id}
      kind="paragraph-versioned"
      about={paragraph.id}
      action={t('cases.version')}
      body={(given) => ({ ...paragraphBody(given), reason: textOf(given, 'reason') })}
    >
      <ParagraphFields from={paragraph.versions.at(-1)} />
      <ReasonField />
    </EventForm>
  );
}

function paragraphBody(given: FormData): Record<string, unknown> {
  return {
    text: textOf(given, 'text'),
    names: linesOf(given, 'names'),
    measures: linesOf(given, 'measures'),
    sources: linesOf(given, 'sources').map((ref) => ({ kind: kindOf(ref), ref })),
  };
}

function kindOf(ref: string): string {
  if (/^f-[0-9a-f]{24}$/.test(ref)) return 'finding';
  if (/^https?:/.test(ref)) return 'address';
  return /^[0-9a-f]{8}-/.test(ref) ? 'material' : 'evidence';
}

function ParagraphFields({ from }: { from?: ShownParagraph['versions'][number] | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <Textarea
        name="text"
        label={t('cases.text')}
        required
        rows={5}
        maxLength={20_000}
        defaultValue={from?.text}
        autoFocus
      />
      <div className="fields">
        <Textarea
          name="names"
          label={t('cases.names')}
          description={t('cases.namesHint')}
          rows={2}
          defaultValue={from?.names.join('\n')}
          className="wide"
        />
        <Textarea
          name="measures"
          label={t('cases.measures')}
          description={t('cases.oneALine')}
          rows={2}
          defaultValue={from?.measures.join('\n')}
          className="wide"
        />
        <Textarea
          name="sources"
          label={t('cases.sources')}
          description={t('cases.sourcesHint')}
          rows={2}
          defaultValue={from?.sources.map(({ ref }) => ref).join('\n')}
          className="wide"
        />
      </div>
    </>
  );
}

/** A form with one text. */
export function SayForm(
  props: OnCase & { about: string; kind: 'dissented' | 'commented'; action: string; hint?: string },
) {
  const { t } = useTranslation();
  const { view, about, kind, action, hint } = props;
  return (
    <EventForm
      caseId={view.id}
      kind={kind}
      about={about}
      action={action}
      body={(given) => ({ text: textOf(given, 'text') })}
    >
      <Textarea name="text" label={t('cases.text')} description={hint} required rows={3} autoFocus />
    </EventForm>
  );
}

export function ProposeForm({ view, paragraph }: OnCase & { paragraph: ShownParagraph }) {
  const { t } = useTranslation();
  return (
    <EventForm
      caseId={view.id}
      kind="proposed"
      about={paragraph.id}
      action={t('cases.propose')}
      body={(given) => ({ text: textOf(given, 'text'), reason: textOf(given, 'reason') })}
    >
      <Textarea
        name="text"
        label={t('cases.text')}
        description={t('cases.proposeHint')}
        required
        rows={4}
        defaultValue={paragraph.versions.at(-1)?.text}
      />
      <ReasonField />
    </EventForm>
  );
}

/** A form with a reason alone. */
export function ReasonForm(
  props: OnCase & {
    about?: string;
    kind: 'paragraph-struck' | 'dissent-ended' | 'closed' | 'reopened' | 'release-asked';
    action: string;
  },
) {
  const { view, about, kind, action } = props;
  return (
    <EventForm
      caseId={view.id}
      kind={kind}
      {...(about ? { about } : {})}
      action={action}
      body={(given) => ({ reason: textOf(given, 'reason') })}
    >
      <ReasonField />
    </EventForm>
  );
}

/** One state's own stance: it neither closes the case for others nor keeps them out. */
export function CloseForm({ view, reader }: OnCase & { reader: NonNullable<Reader> }) {
  const { t } = useTranslation();
  const own = reader.state ?? reader.organisation;
  const isClosed = view.closedBy.some(({ by }) => by === own);
  return (
    <div className="stack tight">
      <ReasonForm
        view={view}
        kind={isClosed ? 'reopened' : 'closed'}
        action={t(isClosed ? 'cases.reopen' : 'cases.close', { by: own })}
      />
      <p className="small dim">{t('cases.closeHint')}</p>
    </div>
  );
}
