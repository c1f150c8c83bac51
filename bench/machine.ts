import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

export type Machine = { description: string; serverCores?: string; loadCores?: string };

/** Starts a command on chosen cores, where the system has it (util-linux). */
export const pinner = 'taskset';

/** What was measured on what: the commit, the kind of machine, and which cores the server and the load get, when it has two and can pin. */
export function findMachine(): Machine {
  const cores = allowedCores();
  const [server, ...load] = cores;
  const canPin = load.length > 0 && spawnSync(pinner, ['--version']).status === 0;
  const kind = `${cores.length} ${cores.length === 1 ? 'core' : 'cores'}, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
  const pinning = canPin
    ? 'the server on one core, the load on the others'
    : 'server and load share the cores';
  const at = spawnSync('git', ['log', '-1', '--format=%h of %cs'], { encoding: 'utf8' }).stdout.trim();
  return {
    description: `Commit ${at}. ${kind}; ${pinning}`,
    ...(canPin ? { serverCores: String(server), loadCores: load.join(',') } : {}),
  };
}

/** Moves this process, and with it what it starts from now on, to those cores. */
export function pinThisProcess(cores: string | undefined): void {
  if (cores !== undefined) spawnSync(pinner, ['-a', '-c', '-p', cores, String(process.pid)]);
}

// A container may be allowed fewer cores than there are.
function allowedCores(): number[] {
  try {
    const [, list = ''] = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return list.split(',').flatMap((range) => {
      const [from, to = from] = range.split('-').map(Number) as [number, number?];
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
  } catch {
    return cpus().map((_, index) => index);
  }
}
