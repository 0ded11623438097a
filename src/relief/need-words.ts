import type { Need, Subject } from './need-exemption.ts';

export const RELIEF_LANGUAGES = ['en', 'ko', 'ja'] as const;
export type ReliefLanguage = (typeof RELIEF_LANGUAGES)[number];

interface Words {
  need: Record<Need, string>;
  subject: Record<Subject, string>;
  unlessReached: string;
  covered: string;
  ways: string;
  missing: string;
  unchecked: string;
  instead: string;
}

/** Plain words for an answer. The law's own summaries, questions and notes stay in English, as the data hold them. */
export const NEED_WORDS: Readonly<Record<ReliefLanguage, Words>> = {
  en: {
    need: {
      'ask-authority': 'Forbidden as written; the data name no permission under this paragraph. Ask the authority.',
      needed: 'A permission is needed first.',
      open: 'Not settled: facts are missing.',
      covered: 'Covered by a permission that stands; no application.',
      'not-shown': 'No measure in the data is shown to reach it.',
    },
    subject: { goods: 'Goods', payment: 'Payment', travel: 'Travel' },
    unlessReached: 'only if its law reaches you',
    covered: 'covered by',
    ways: 'permission to ask for',
    missing: 'missing',
    unchecked: 'not yet checked against the text',
    instead: 'Instead',
  },
  ko: {
    need: {
      'ask-authority': '조문상 금지되며, 자료에 이 조항의 허가가 없습니다. 당국에 문의하십시오.',
      needed: '먼저 허가가 필요합니다.',
      open: '확정되지 않음: 사실이 부족합니다.',
      covered: '이미 있는 허가가 적용됩니다. 신청이 필요 없습니다.',
      'not-shown': '자료의 어떤 조치도 적용된다고 나타나지 않습니다.',
    },
    subject: { goods: '물품', payment: '지급', travel: '방문' },
    unlessReached: '그 나라 법이 적용되는 경우에만',
    covered: '적용되는 허가',
    ways: '신청할 허가',
    missing: '부족한 사실',
    unchecked: '원문과 아직 대조하지 않음',
    instead: '대신',
  },
  ja: {
    need: {
      'ask-authority': '条文上は禁止で、資料にこの項の許可はありません。当局に確認してください。',
      needed: '先に許可が必要です。',
      open: '未確定:事実が足りません。',
      covered: '既存の許可が及びます。申請は不要です。',
      'not-shown': '及ぶと示された措置は資料にありません。',
    },
    subject: { goods: '物品', payment: '支払い', travel: '渡航' },
    unlessReached: 'その国の法が及ぶ場合のみ',
    covered: '及ぶ許可',
    ways: '申請すべき許可',
    missing: '足りない事実',
    unchecked: '原文と未照合',
    instead: '代わりに',
  },
};
