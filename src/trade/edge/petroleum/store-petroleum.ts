import type { Database, Queryable } from '../../../store/database.ts';
import type { Delivery, RejectedRow, TankerCall } from '../../petroleum/delivery.ts';

/** A file of deliveries or calls that was taken in. */
export interface PetroleumFile {
  sha256: string;
  name: string;
  exercise: boolean;
  deliveries: number;
  calls: number;
  rejected: RejectedRow[];
}

export async function petroleumFile(database: Queryable, sha256: string): Promise<PetroleumFile | null> {
  const [row] = await database<PetroleumFile[]>`
    select sha256, name, exercise, deliveries, calls, rejected from petroleum_file where sha256 = ${sha256}`;
  return row ?? null;
}

/** Keeps a file with its rows, whole or not at all. */
export async function keepPetroleum(
  database: Database,
  file: PetroleumFile,
  { deliveries, calls }: { deliveries: readonly Delivery[]; calls: readonly TankerCall[] },
): Promise<void> {
  await database.begin(async (transaction) => {
    await transaction`
      insert into petroleum_file (sha256, name, exercise, deliveries, calls, rejected)
      values (${file.sha256}, ${file.name}, ${file.exercise}, ${file.deliveries}, ${file.calls}, ${transaction.json(file.rejected as never)})`;
    for (const one of deliveries)
      await transaction`
        insert into petroleum_delivery (file, line, suppliers, period_from, period_to, product, barrels, tonnes, source, published_on)
        values (${file.sha256}, ${one.file.line}, ${one.suppliers}, ${one.period.from}, ${one.period.to}, ${one.product},
          ${one.barrels}, ${one.tonnes}, ${one.source}, ${one.publishedOn})`;
    for (const one of calls)
      await transaction`
        insert into petroleum_call (file, line, vessel, imo, deadweight, kind, on_day, place, other, product, source)
        values (${file.sha256}, ${one.file.line}, ${one.vessel}, ${one.imo}, ${one.deadweight}, ${one.kind}, ${one.on},
          ${one.place}, ${one.other}, ${one.product}, ${one.source})`;
  });
}

/** Every delivery of real files, or of exercises, in the order in which they were taken in. */
export async function deliveriesOf(database: Queryable, exercise: boolean): Promise<Delivery[]> {
  return database<Delivery[]>`
    select suppliers, jsonb_build_object('from', period_from, 'to', period_to) as period, product, barrels, tonnes, source,
      published_on as "publishedOn", exercise, jsonb_build_object('name', name, 'sha256', sha256, 'line', line) as file
    from petroleum_delivery join petroleum_file on file = sha256
    where exercise = ${exercise} order by loaded_at, sha256, line`;
}

export async function callsOf(database: Queryable, exercise: boolean): Promise<TankerCall[]> {
  return database<TankerCall[]>`
    select vessel, imo, deadweight, kind, on_day as on, place, other, product, source, exercise, '{}'::text[] as findings,
      jsonb_build_object('name', name, 'sha256', sha256, 'line', line) as file
    from petroleum_call join petroleum_file on file = sha256
    where exercise = ${exercise} order by on_day, sha256, line`;
}
