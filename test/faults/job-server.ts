import { runScreeningJobs } from '../../src/screening/edge/batch/screening-jobs.ts';
import { exerciseMaterial } from '../../src/screening/fixtures/exercise-lists.ts';
import { connectToCluster } from '../../src/store/embedded/cluster.ts';
import { postgresJobBus } from '../../src/store/postgres-job-bus.ts';

/** A process that runs screening jobs until it is killed: `CLUSTER_HOME DATABASE FOLDER LEASE_MILLISECONDS`. */
const [clusterHome = '', name = '', folder = '', lease = ''] = process.argv.slice(2);
await runScreeningJobs({
  bus: postgresJobBus(await connectToCluster(clusterHome, 3, name), Number(lease)),
  folder,
  material: exerciseMaterial,
  standing: async () => ({ decisions: [], today: '2026-11-25' }),
  leastThreads: 0,
  onError: (cause) => console.error(cause),
});
