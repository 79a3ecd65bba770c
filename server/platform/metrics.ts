import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Figures of this process in Prometheus' form. */
export const metrics = new Registry()

collectDefaultMetrics({ register: metrics, prefix: 'makeright_' })

const httpSeconds = new Histogram({
  name: 'makeright_http_request_seconds',
  help: 'Time from the request to the end of its answer, by route and status',
  labelNames: ['route', 'status'],
  buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
  registers: [metrics],
})

const jobSeconds = new Histogram({
  name: 'makeright_job_seconds',
  help: 'Time one try of a job took, by kind and outcome',
  labelNames: ['job', 'outcome'],
  buckets: [0.005, 0.02, 0.05, 0.2, 0.5, 1, 5, 20, 60],
  registers: [metrics],
})

const sockets = new Gauge({
  name: 'makeright_live_sockets',
  help: 'Live sockets that are open now',
  registers: [metrics],
})

export function countSockets(open: number): void {
  sockets.set(open)
}

export function countRequest(route: string, status: number, seconds: number): void {
  httpSeconds.observe({ route, status: String(status) }, seconds)
}

export function countJob(job: string, outcome: 'completed' | 'failed', startedAt: bigint): void {
  jobSeconds.observe({ job, outcome }, Number(process.hrtime.bigint() - startedAt) / 1e9)
}
