import { z } from 'zod';
import type { World } from '../../cli/command.ts';
import { labelShape } from '../label.ts';
import { type EvidenceSettings, type Offices, openOffices } from './offices.ts';

/** Who acts: whoever runs a command is the operator of the node, and may say for whom. */
export const by = z.string().trim().min(1).max(100).default('operator');
export const byOption = { flags: '--by <name>', description: 'who does this, by whose key it is signed (operator)' };
export const idArgument = { name: 'id', description: 'as "evidence list" shows it' };
export const reason = z.string('say why').trim().min(1).max(1000);

/** Names by commas. */
export const names = z
  .string()
  .default('')
  .transform((text) => [
    ...new Set(
      text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  ]);

/** The label of a new item. */
export const labelOptions = [
  { flags: '--originator <state>', description: 'the state or organisation that it comes from' },
  { flags: '--rel-to <names>', description: 'who may see it, by commas, or public (none but the originator)' },
  { flags: '--caveat <names>', description: 'what goes with it, by commas' },
  { flags: '--expires <instant>', description: 'when the release ends, as 2027-01-01T00:00:00Z' },
  { flags: '--exercise', description: 'made up, for an exercise' },
];
export const labelSchema = {
  originator: labelShape.shape.originator,
  relTo: names,
  caveat: names,
  expires: labelShape.shape.expiresAt.default(null),
  exercise: z.boolean().default(false),
};

export async function officesOf(world: World, { scanner }: EvidenceSettings): Promise<Offices> {
  return openOffices(await world.database(), { home: world.home, scanner, now: world.now });
}
