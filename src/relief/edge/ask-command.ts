import { z } from 'zod';
import { defineCommand } from '../../cli/command.ts';
import { AppError } from '../../kernel/errors.ts';
import { loadRegime } from '../../regime/load-regime.ts';
import { exemptionQuestion } from '../exemption-question.ts';
import { needExemption } from '../need-exemption.ts';
import { RELIEF_LANGUAGES } from '../need-words.ts';
import { needText } from './need-text.ts';

const commaList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** `relief ask`: is an exemption needed. */
export const askCommand = defineCommand({
  name: 'relief ask',
  summary: 'Say whether aid needs an exemption, by which paragraph, and what already covers it',
  arguments: [
    { name: 'goods', description: 'name of the goods in English, Korean, Japanese or Chinese', optional: true },
  ],
  options: [
    { flags: '--hs <code>', description: 'their HS code; it decides over the name' },
    { flags: '--on <date>', description: 'day of the shipment; today when not given' },
    {
      flags: '--purpose <word>',
      description: 'humanitarian (also when not given), commercial, diplomatic, personal, other',
    },
    { flags: '--origin <country>', description: 'where the goods come from: cn' },
    { flags: '--route <places>', description: 'UN/LOCODEs, comma separated: CNDDG,KPNAM' },
    { flags: '--supplier <country>', description: 'country of the organisation that sends' },
    { flags: '--payer <country>', description: 'country of the bank or organisation that pays' },
    { flags: '--travellers <countries>', description: 'nationalities of the people who go: us,de' },
    { flags: '--provider', description: 'the sender is of the classes of 2664 para 1' },
    {
      flags: '--listed <lists>',
      description: 'lists that name the recipient, its bank or a carrier; "none" when checked',
    },
    { flags: '--involves <words>', description: 'what special it is made of; "none" when nothing' },
    { flags: '--language <code>', description: 'en, ko or ja' },
  ],
  schema: z.object({
    hs: z.string().optional(),
    on: z.string().optional(),
    purpose: z.string().optional(),
    origin: z.string().optional(),
    route: z.string().optional(),
    supplier: z.string().optional(),
    payer: z.string().optional(),
    travellers: z.string().optional(),
    provider: z.boolean().optional(),
    listed: z.string().optional(),
    involves: z.string().optional(),
    language: z.enum(RELIEF_LANGUAGES).default('en'),
  }),
  examples: [
    'watchkeeper relief ask "steel pipe" --origin cn --payer de --provider',
    'watchkeeper relief ask 주사기 --listed none --involves none --language ko',
  ],
  async run({ args: [name], options }, world) {
    const { hs, provider, route, travellers, listed, involves, language, on, ...rest } = options;
    const many = (text: string | undefined) => (text === 'none' ? [] : commaList(text ?? ''));
    const question = readQuestion({
      ...rest,
      on: on ?? world.now().toISOString().slice(0, 10),
      ...(name === undefined ? {} : { name }),
      ...(hs === undefined ? {} : { hsCode: hs }),
      ...(provider ? { humanitarianProvider: true } : {}),
      ...(route ? { route: commaList(route) } : {}),
      ...(travellers ? { travellers: commaList(travellers) } : {}),
      ...(listed ? { designatedBy: many(listed) } : {}),
      ...(involves ? { involves: many(involves) } : {}),
    });
    const answer = needExemption(question, loadRegime());
    world.output.answer(answer, () => needText(answer, language));
    return undefined;
  },
});

function readQuestion(written: object) {
  const read = exemptionQuestion.safeParse(written);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AppError({
    code: 'QUESTION_NOT_UNDERSTOOD',
    kind: 'usage',
    message: `Cannot ask this: "${issue?.path.join('.') ?? ''}" ${issue?.message ?? ''}`,
    hint: 'Give the goods by name or with --hs, and countries as two letters: --origin cn.',
  });
}
