import { imoNumber } from '../../parties/imo-number.ts';
import type { Registry, VesselIdentity } from '../context.ts';
import { flagOf } from '../flag.ts';
import type { StaticReport } from '../static-report.ts';
import { type DraughtReport, type IdentityRun, identityRuns, type SaidByShip } from './identity-runs.ts';
import type { ListedVessels } from './listed-vessels.ts';

/** Who each hull is on a day: by what it said, and by the lists in force that day. */
export class FleetRegistry implements Registry {
  readonly said: ReadonlyMap<number, SaidByShip>;
  readonly #listed: ListedVessels;
  readonly #remembered = new Map<string, VesselIdentity>();

  /** `statics` as `foldStatics` sorts them. */
  constructor(statics: readonly StaticReport[], listed: ListedVessels) {
    this.said = identityRuns(statics);
    this.#listed = listed;
  }

  identityOn(mmsi: number, hull: number, at: number): VesselIdentity {
    const key = `${mmsi}|${hull}|${at}`;
    const known = this.#remembered.get(key);
    if (known) return known;
    const said = this.said.get(mmsi);
    const run = said && runAt(said.runs, at);
    const imo = run?.imo ? imoNumber(String(run.imo)) : null;
    const on = new Date(at * 1000).toISOString().slice(0, 10);
    const identity: VesselIdentity = {
      mmsi,
      hull,
      imo,
      shipName: run?.shipName ?? null,
      callSign: run?.callSign ?? null,
      flag: flagOf(mmsi),
      shipType: run?.shipType ?? null,
      lengthMetres: run?.lengthMetres ?? null,
      widthMetres: run?.widthMetres ?? null,
      draughtMetres: said ? draughtAt(said.draughts, at) : null,
      designations: this.#listed.designationsOn(
        { mmsi, imo, shipName: run?.shipName ?? null, callSign: run?.callSign ?? null },
        on,
      ),
    };
    this.#remembered.set(key, identity);
    return identity;
  }
}

/** The run that was being said at the instant; before the first the first, between two the one before. */
function runAt(runs: readonly IdentityRun[], at: number): IdentityRun | undefined {
  return runs.findLast(({ fromAt }) => fromAt <= at) ?? runs[0];
}

function draughtAt(draughts: readonly DraughtReport[], at: number): number | null {
  return draughts.findLast((report) => report.at <= at)?.metres ?? null;
}
