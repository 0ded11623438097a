import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { AppError } from '../../kernel/errors.ts';
import { ListedVessels } from '../identity/listed-vessels.ts';
import { TRACK_FORMATS, writeTrack } from '../track-formats.ts';
import { writeGeoParquet } from './parquet-files.ts';
import { VesselView } from './vessel-view.ts';

const FORMATS = [...TRACK_FORMATS, 'geoparquet'] as const;

/** `vessels track`: the way of one ship. */
export function trackCommand(): Command {
  return defineCommand({
    name: 'vessels track',
    summary: 'Write the track of a ship by MMSI, IMO number or name',
    arguments: [{ name: 'id', description: 'MMSI, IMO number, or the name that it said' }],
    options: [
      { flags: '--from <instant>', description: 'only from this instant (ISO 8601)' },
      { flags: '--to <instant>', description: 'only to this instant (ISO 8601)' },
      { flags: '--format <format>', description: `${FORMATS.join(', ')} (json)` },
      { flags: '--out <file>', description: 'write to a file instead of standard output' },
    ],
    schema: z.object({
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
      format: z.enum(FORMATS).default('json'),
      out: z.string().min(1).optional(),
    }),
    examples: ['npx watchkeeper vessels track 445990151 --format geojson --out track.geojson'],
    async run({ args: [id = ''], options: { from, to, format, out } }, world) {
      const listed = new ListedVessels([]);
      const view = new VesselView(await world.database(), world.home, () => listed);
      const [mmsi, ...others] = await view.mmsiOf(id);
      if (!mmsi) throw noShip(id);
      if (others.length > 0) throw several(id, [mmsi, ...others]);
      const { thinned: _, ...track } = await view.track(mmsi, { from, to }, Number.POSITIVE_INFINITY);
      const { vessel } = await view.vessel(mmsi);
      if (format === 'geoparquet') {
        if (!out) throw noFile();
        await writeGeoParquet(track, out, vessel.exercise);
        world.output.note(`${out}: ${track.segments.length} segments of MMSI ${mmsi}.`);
        return undefined;
      }
      const text = writeTrack(track, format, vessel.exercise);
      if (out) {
        await writeFile(out, text);
        world.output.note(`${out}: ${track.segments.length} segments of MMSI ${mmsi}.`);
      } else if (world.output.json && format === 'json')
        world.output.answer({ ...track, ...(vessel.exercise ? { exercise: true } : {}) }, () => text);
      else process.stdout.write(text);
      return undefined;
    },
  });
}

function noFile(): AppError {
  return new AppError({
    code: 'NO_FILE',
    kind: 'usage',
    message: 'Cannot write GeoParquet to standard output: it is no text',
    hint: 'Name a file: --out track.parquet',
  });
}

function noShip(id: string): AppError {
  return new AppError({
    code: 'VESSEL_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find a ship "${id}": none that was heard has that MMSI, IMO number or name`,
    hint: 'Load positions with "vessels load FILE". Names are written as the ship says them.',
  });
}

function several(id: string, mmsi: readonly string[]): AppError {
  return new AppError({
    code: 'VESSEL_AMBIGUOUS',
    kind: 'conflict',
    message: `Cannot tell which ship "${id}" is: ${mmsi.length} MMSIs say so`,
    hint: `Name one of them: ${mmsi.slice(0, 20).join(', ')}.`,
  });
}
