import type { Subject } from '../../../../src/screening/score-pair.ts';

/** A party to be saved: the reader's own id and what is known of it. */
export interface SavedParty extends Subject {
  id: string;
}

export interface SavedPartiesRead {
  parties: SavedParty[];
  /** Lines that are no party, from 1. */
  faults: { line: number; fault: 'json' | 'twice' }[];
}

/**
 * Reads a party a line: a name alone, which is its own id; an id and a name between a tab or a bar; or a JSON object
 * {"id", "schema", "properties"}. Plain lines are of the kind that is given.
 */
export function savedParties(text: string, schema: string): SavedPartiesRead {
  const read: SavedPartiesRead = { parties: [], faults: [] };
  const seen = new Set<string>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const party = line.trimStart().startsWith('{') ? partyOfJson(line) : partyOfLine(line.trim(), schema);
    if (party === null) read.faults.push({ line: at + 1, fault: 'json' });
    else if (seen.has(party.id)) read.faults.push({ line: at + 1, fault: 'twice' });
    else {
      seen.add(party.id);
      read.parties.push(party);
    }
  }
  return read;
}

function partyOfLine(line: string, schema: string): SavedParty {
  const [id = '', ...rest] = line.split(/[\t|]/).map((part) => part.trim());
  const name = rest.join(' ').trim() || id;
  return { id: id || name, schema, properties: { [schema === 'CryptoWallet' ? 'publicKey' : 'name']: [name] } };
}

function partyOfJson(line: string): SavedParty | null {
  try {
    const { id, schema, properties } = JSON.parse(line) as Partial<SavedParty>;
    if (typeof id !== 'string' || typeof schema !== 'string' || typeof properties !== 'object') return null;
    return { id, schema, properties };
  } catch {
    return null;
  }
}
