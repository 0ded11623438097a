import type { Act, ActParty } from './act.ts';
import type { Law } from './law.ts';
import { listingIsOf } from './listing.ts';
import { every, some, type Truth } from './truth.ts';

/** A derived fact: read off the act itself, null when the act does not say. `about` is what follows the colon. */
type Derive = (act: Act, about: string) => Truth;

const DPRK_CALL_DAYS = 180; // ROK rule of 8 March 2016 and E.O. 13810: caps.json, days

const derivations: Record<string, Derive> = {
  'direction-known': (act) => (act.direction ? true : null),
  'dprk-flag': (act) => (act.flag ? act.flag === 'kp' : null),
  'dprk-vessel': (act) => (act.flag === 'kp' ? true : null),
  'dprk-party': (act) => someParty(act, ofDprk),
  'dprk-national': (act) => someParty(act, ofDprk),
  'foreign-national': (act) => someParty(act, (party) => (party.nationality ? party.nationality !== 'kp' : null)),
  'us-national': (act) => someParty(act, (party) => (party.nationality ? party.nationality === 'us' : null)),
  listed: (act, regime) => someParty(act, (party) => listedBy(party, regime)),
  'listed-individual': (act, regime) =>
    someParty(act, (party) => every([listedBy(party, regime), party.isIndividual ?? null])),
  'listed-vessel': (act, regime) => {
    const vessels = act.parties?.filter((party) => /^(vessel|ship)$/i.test(party.role)) ?? [];
    return vessels.length === 0 ? null : some(vessels.map((vessel) => listedBy(vessel, regime || 'un-dprk')));
  },
  tagged: (act, tag) => someParty(act, (party) => taggedWith(party, tag)),
  'called-dprk-ever': (act) => (act.lastDprkCallOn ? act.lastDprkCallOn !== 'never' : null),
  'called-dprk-180': (act) => {
    if (!act.lastDprkCallOn) return null;
    if (act.lastDprkCallOn === 'never') return false;
    const days = (Date.parse(act.on) - Date.parse(act.lastDprkCallOn)) / 86_400_000;
    return days >= 0 && days <= DPRK_CALL_DAYS;
  },
  humanitarian: (act) => (act.purpose ? act.purpose === 'humanitarian' : null),
  diplomatic: (act) => (act.purpose ? act.purpose === 'diplomatic' : null),
  'non-dprk-origin': (act) => (act.origin ? act.origin !== 'kp' : null),
  'through-rajin': (act) => {
    const places = [...(act.route ?? []), ...(act.port ? [act.port] : [])];
    return places.length === 0 ? null : places.some((place) => /\b(rajin|najin|rason)\b/i.test(place));
  },
  'contract-before-2017-09-11': (act) => (act.contractOn ? act.contractOn < '2017-09-11' : null),
};

/** The truth of a fact by name (`luxury-goods`, `listed:un-dprk`): as the act shows it, else as the caller states it. */
export function factOf(name: string, act: Act, law: Law): Truth {
  const [base = name, about = ''] = name.split(':');
  const derived = derivations[base]?.(act, about) ?? null;
  if (derived !== null) return derived;
  const stated = act.facts?.[base];
  if (stated !== undefined) return stated;
  if (law.facts.get(base)?.group !== 'involves' || !act.involves) return null;
  return act.involves.includes(base);
}

/** Whether an act touches the jurisdiction of a regime. Every State is bound by the UN's. */
export function touchesJurisdiction(act: Act, regimeId: string, law: Law): Truth {
  const countries = law.regimes.find((regime) => regime.id === regimeId)?.countries ?? [];
  if (countries.length === 0) return true;
  if (act.jurisdictions) return act.jurisdictions.includes(regimeId);
  const places = [...(act.route ?? []), ...(act.port ? [act.port] : [])].flatMap(countryOfLocode);
  const links = [act.flag, act.origin, ...places, ...(act.parties ?? []).map((party) => party.nationality)];
  return links.some((country) => country !== undefined && countries.includes(country)) ? true : null;
}

function countryOfLocode(place: string): string[] {
  const country = /^([A-Z]{2}) ?[A-Z2-9]{3}$/.exec(place.trim())?.[1];
  return country ? [country.toLowerCase()] : [];
}

function someParty(act: Act, test: (party: ActParty) => Truth): Truth {
  return act.parties && act.parties.length > 0 ? some(act.parties.map(test)) : null;
}

function ofDprk(party: ActParty): Truth {
  if (party.dprk !== undefined) return party.dprk;
  return party.nationality ? party.nationality === 'kp' : null;
}

function listedBy(party: ActParty, regime: string): Truth {
  return party.designatedBy ? some(party.designatedBy.map((listing) => listingIsOf(listing, regime))) : null;
}

/** A listing under US law without its programme leaves the programme open. */
function taggedWith(party: ActParty, tag: string): Truth {
  return party.designatedBy
    ? some(
        party.designatedBy.map((listing) => {
          if (/^us-[a-z-]+:/.test(listing)) return listing.split(':')[1]?.toUpperCase() === tag;
          return /^us-(dprk|ofac-sdn|csl)$/.test(listing) ? null : false;
        }),
      )
    : null;
}
