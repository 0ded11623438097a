import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export interface DuckSettings {
  /** Most memory in megabytes. */
  megabytes?: number;
}

/** Opens an analytic engine in memory with bounded memory; what does not fit goes to the folder given. */
export async function openDuck(
  spillFolder: string,
  { megabytes = 800 }: DuckSettings = {},
): Promise<{ connection: DuckDBConnection; close(): void }> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${megabytes}MB`,
    threads: '2',
    temp_directory: spillFolder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
  });
  const connection = await instance.connect();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A text as SQL writes it. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
