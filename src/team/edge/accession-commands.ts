import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import {
  type Accession,
  accessionShape,
  CHARTER,
  CHARTER_DIGEST,
  JOINING,
  keyFingerprint,
  signAccession,
} from '../accession.ts';
import { code } from '../label.ts';
import { accessions, fileAccession } from './store-accessions.ts';

/** `team accede`, `team file`, `team accessions`. */
export function accessionCommands(): Command[] {
  return [accede, file, list];
}

const accede = defineCommand({
  name: 'team accede',
  summary: 'Write and sign the accession of a state, observer or organisation, for a participant to file',
  options: [
    {
      flags: '--code <code>',
      description: 'ISO 3166-1 alpha-2 of a state; three characters or more of an organisation',
    },
    { flags: '--kind <kind>', description: `${JOINING.join(', ')} (state)` },
    { flags: '--name <name>', description: 'its name in English' },
    { flags: '--instrument <text>', description: 'the note or letter that declares it: reference, day, office' },
    { flags: '--contact <text>', description: 'where its office is reached' },
    { flags: '--key <file>', description: 'its Ed25519 key as PEM; made where there is none' },
  ],
  schema: z.object({
    code,
    kind: z.enum(JOINING).default('state'),
    name: z.string('name it').trim().min(1).max(500),
    instrument: z.string('say by what it is declared').trim().min(1).max(500),
    contact: z.string('say where its office is reached').trim().min(1).max(500),
    key: z.string('say where its key lies').min(1),
  }),
  async run({ options: { key: path, ...given } }, world) {
    const key = keyIn(path);
    const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
    const accession = signAccession(
      {
        type: 'watchkeeper/accession',
        ...given,
        charter: CHARTER_DIGEST,
        commitments: CHARTER.commitments.map(({ id }) => id),
        signedAt: world.now().toISOString(),
        publicKey,
      },
      key,
    );
    world.output.note(`By signing, ${given.name} says that it`);
    for (const { sentence } of CHARTER.commitments) world.output.note(`  ${sentence}`);
    world.output.note(`Key ${keyFingerprint(publicKey)}: whoever files this compares it by telephone or in person.`);
    world.output.answer(accession, () => JSON.stringify(accession, null, 2));
    return undefined;
  },
});

const file = defineCommand({
  name: 'team file',
  summary: 'File a signed accession; it takes effect by itself after the days that the charter sets',
  arguments: [{ name: 'path', description: 'what "team accede" wrote' }],
  schema: z.object({}),
  async run({ args: [path = ''] }, world) {
    const filed = await fileAccession(await world.database(), accessionIn(path), {
      sponsor: null,
      by: 'operator',
      now: world.now(),
    });
    world.output.answer(filed, () =>
      [
        `${filed.name} (${filed.code}) takes part from ${filed.takesEffectAt.slice(0, 10)} on. Others may comment until then and after; nobody can stop it.`,
        `Its key: ${filed.fingerprint}`,
      ].join('\n'),
    );
    return undefined;
  },
});

const list = defineCommand({
  name: 'team accessions',
  summary: 'Show every accession with what states said of it',
  schema: z.object({}),
  async run(_, world) {
    const all = await accessions(await world.database());
    world.output.answer({ accessions: all }, () =>
      all.length === 0
        ? 'None was filed. "watchkeeper team accede" writes and signs one.'
        : table(
            ['code', 'name', 'as', 'filed', 'in effect from', 'key', 'comments'],
            all.map((one) => [
              one.code,
              one.name,
              one.kind,
              one.filedAt.slice(0, 10),
              one.takesEffectAt.slice(0, 10),
              one.fingerprint,
              one.comments.map(({ state, stance }) => `${state} ${stance}`).join(', '),
            ]),
          ),
    );
    return undefined;
  },
});

function keyIn(path: string): KeyObject {
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
    return privateKey;
  }
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
    throw new Error(`it is a key of type ${key.asymmetricKeyType}`);
  } catch (cause) {
    throw new AppError({
      code: 'KEY_UNREADABLE',
      kind: 'invalid',
      message: `Cannot use the key in ${path}: ${messageOf(cause)}`,
      hint: 'It must be an Ed25519 key as PEM. Name a file that does not exist to have one made.',
      cause,
    });
  }
}

function accessionIn(path: string): Accession {
  try {
    return accessionShape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new AppError({
      code: 'ACCESSION_UNREADABLE',
      kind: 'invalid',
      message: `Cannot read an accession in ${path}: ${cause instanceof z.ZodError ? (cause.issues[0]?.message ?? '') : messageOf(cause)}`,
      hint: 'Give the file that "watchkeeper team accede" wrote.',
      cause,
    });
  }
}
