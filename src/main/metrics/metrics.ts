import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { OnAnswer } from '../../foundation/http/request/answered.ts';
import { countAnswers } from './answers.ts';
import { addAnswers } from './answer-metrics.ts';
import { addFigure } from './figures.ts';
import { listenAt, metricsServer } from './server.ts';
import { figuresOf, type Sources } from './sources.ts';

export type Metrics = {
  onAnswer: OnAnswer;
  /** Adds the figures of what is running, and listens; gives the address. */
  start: (sources: Sources) => Promise<string>;
  close: () => void;
};

/** Read from undocumented functions of Node, or against the rules for names. */
const leftOut = [
  'nodejs_active_handles',
  'nodejs_active_handles_total',
  'nodejs_active_requests',
  'nodejs_active_requests_total',
  'nodejs_active_resources',
  'nodejs_active_resources_total',
];

/** The metrics for Prometheus. Imported only where METRICS_PORT is set. */
export function openMetrics(
  { port, host }: { port: number; host: string },
  report: (error: unknown) => void,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of leftOut) registry.removeSingleMetric(name);
  const counted = countAnswers();
  addAnswers(registry, counted);
  const server = metricsServer(registry, report);
  return {
    onAnswer: counted.onAnswer,
    start(sources) {
      tellBuild(registry, sources);
      for (const figure of figuresOf(sources)) addFigure(registry, figure);
      return listenAt(server, { port, host });
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function tellBuild(registry: Registry, { version, database: { engine } }: Sources): void {
  new Gauge({
    ...{
      name: 'dateline_build_info',
      help: 'Always 1: its labels have the versions.',
      registers: [registry],
    },
    labelNames: ['version', 'node', 'database'],
  }).set({ version, node: process.versions.node, database: engine }, 1);
}
