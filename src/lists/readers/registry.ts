import type { ListReader } from '../list-reader.ts';
import { auDfatXlsx } from './au-dfat-xlsx.ts';
import { caSemaXml } from './ca-sema-xml.ts';
import { chSecoXml } from './ch-seco-xml/ch-seco-xml.ts';
import { euCsv2018 } from './eu-fsf/eu-csv-2018.ts';
import { euFsfCsv } from './eu-fsf/eu-fsf-csv.ts';
import { euFsfXml } from './eu-fsf/eu-fsf-xml.ts';
import { jpMetiEulXlsx } from './jp-meti-eul-xlsx.ts';
import { jpMofCsv } from './jp-mof-csv.ts';
import { jpMofXlsx } from './jp-mof-xlsx/jp-mof-xlsx.ts';
import { krKofiuRowsJson } from './kr-kofiu/kr-kofiu-rows-json.ts';
import { krKofiuXml } from './kr-kofiu/kr-kofiu-xml.ts';
import { nzMfatXlsx } from './nz-mfat-xlsx.ts';
import { ofacAdvancedXml } from './ofac/ofac-advanced-xml.ts';
import { ofacCsv } from './ofac/ofac-csv.ts';
import { ofacDeltaXml } from './ofac/ofac-delta-xml.ts';
import { ofacEnhancedXml } from './ofac/ofac-enhanced-xml.ts';
import { ofacSdnXml } from './ofac/ofac-sdn-xml.ts';
import { opensanctionsFtm } from './opensanctions/opensanctions-ftm.ts';
import { ofsiConlistCsv, ofsiConlistXlsx } from './uk/ofsi-conlist.ts';
import { ukSanctionsListCsv, ukSanctionsListXlsx } from './uk/uk-sanctions-list-table.ts';
import { ukSanctionsListXml } from './uk/uk-sanctions-list-xml.ts';
import { un1718VesselsCsv } from './un-1718-vessels-csv.ts';
import { unConsolidatedXml } from './un-consolidated-xml.ts';
import { usCslCsv } from './us-csl-csv.ts';
import { watchkeeperSnapshot } from './watchkeeper-snapshot.ts';

/** Every format that is read. The first that recognises a file reads it. */
export const readers: readonly ListReader[] = [
  watchkeeperSnapshot,
  unConsolidatedXml,
  un1718VesselsCsv,
  ofacAdvancedXml,
  ofacEnhancedXml,
  ofacDeltaXml,
  ofacSdnXml,
  ofacCsv,
  usCslCsv,
  euFsfXml,
  euFsfCsv,
  euCsv2018,
  ukSanctionsListXml,
  ukSanctionsListCsv,
  ukSanctionsListXlsx,
  ofsiConlistCsv,
  ofsiConlistXlsx,
  caSemaXml,
  auDfatXlsx,
  chSecoXml,
  jpMofXlsx,
  jpMofCsv,
  jpMetiEulXlsx,
  krKofiuXml,
  krKofiuRowsJson,
  nzMfatXlsx,
  opensanctionsFtm,
];
