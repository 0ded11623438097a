import { cleanLine } from '../../reading/clean-text.ts';
import type { PartyIntake } from '../../reading/party-intake.ts';
import { type EuFields, EuParty } from './eu-party.ts';

/** The kinds of sub-record that a row can hold, in the words of the XML format. */
export type EuGroup =
  | 'entity'
  | 'regulation'
  | 'nameAlias'
  | 'address'
  | 'birthdate'
  | 'identification'
  | 'citizenship';

/** The fields of one sub-record of a row. */
export type EuRow = (group: EuGroup) => EuFields;

/** The entities of a CSV format: a row holds one sub-record of one entity, and the rows of an entity may lie apart. */
export class EuRows {
  readonly #parties = new Map<string, EuParty>();
  readonly #intake: PartyIntake;

  constructor(intake: PartyIntake) {
    this.#intake = intake;
  }

  /** Joins a row to its entity by the logical id. */
  take(row: EuRow, line: number): void {
    const entity = row('entity');
    const logicalId = cleanLine(entity('logicalId'));
    if (!/^\d+$/.test(logicalId)) {
      this.#intake.reject({ line }, `the logical id "${logicalId.slice(0, 40)}" of the entity is no number`);
      return;
    }
    const party = this.#parties.get(logicalId) ?? this.#begin(logicalId, entity, line);
    if (!party) return;
    party.entityRemark(entity('remark'));
    party.regulation(row('regulation'));
    party.name(row('nameAlias'));
    const address = row('address');
    party.address(address);
    party.contact('', address('contactInfo'));
    party.birth(row('birthdate'));
    party.identification(row('identification'));
    party.citizenship(row('citizenship'));
  }

  /** Hands on every entity. */
  finish(): void {
    for (const party of this.#parties.values()) party.finish(this.#intake);
    this.#intake.finish();
  }

  #begin(logicalId: string, entity: EuFields, line: number): EuParty | null {
    const reference = cleanLine(entity('euReferenceNumber'));
    const draft = this.#intake.begin(reference || `logical-${logicalId}`, { line });
    if (!draft) return null;
    const party = new EuParty(draft, entity);
    this.#parties.set(logicalId, party);
    return party;
  }
}
