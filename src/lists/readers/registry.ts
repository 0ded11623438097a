import type { ListReader } from '../list-reader.ts';
import { ofacAdvancedXml } from './ofac/ofac-advanced-xml.ts';
import { ofacCsv } from './ofac/ofac-csv.ts';
import { ofacSdnXml } from './ofac/ofac-sdn-xml.ts';

/** Every format that is read. The first that recognises a file reads it. */
export const readers: readonly ListReader[] = [ofacAdvancedXml, ofacSdnXml, ofacCsv];
