import type { ListReader } from '../list-reader.ts';
import { euCsv2018 } from './eu-fsf/eu-csv-2018.ts';
import { euFsfCsv } from './eu-fsf/eu-fsf-csv.ts';
import { euFsfXml } from './eu-fsf/eu-fsf-xml.ts';
import { ofacAdvancedXml } from './ofac/ofac-advanced-xml.ts';
import { ofacCsv } from './ofac/ofac-csv.ts';
import { ofacSdnXml } from './ofac/ofac-sdn-xml.ts';
import { ofsiConlistCsv, ofsiConlistXlsx } from './uk/ofsi-conlist.ts';
import { ukSanctionsListCsv, ukSanctionsListXlsx } from './uk/uk-sanctions-list-table.ts';
import { ukSanctionsListXml } from './uk/uk-sanctions-list-xml.ts';
import { un1718VesselsCsv } from './un-1718-vessels-csv.ts';
import { unConsolidatedXml } from './un-consolidated-xml.ts';

/** Every format that is read. The first that recognises a file reads it. */
export const readers: readonly ListReader[] = [
  ofacAdvancedXml,
  ofacSdnXml,
  ofacCsv,
  unConsolidatedXml,
  un1718VesselsCsv,
  euFsfXml,
  euFsfCsv,
  euCsv2018,
  ukSanctionsListXml,
  ukSanctionsListCsv,
  ukSanctionsListXlsx,
  ofsiConlistCsv,
  ofsiConlistXlsx,
];
