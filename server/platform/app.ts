import type { Pool } from 'pg'
import type { PgBoss } from 'pg-boss'
import type { Config } from '../config.ts'
import type { Authenticator } from './auth/authenticator.ts'
import type { Reaction } from './events/on.ts'
import type { IdMaker } from './ids.ts'
import type { JobType } from './jobs/job.ts'
import type { Schedule } from './jobs/schedule.ts'
import type { TimerType } from './jobs/timer.ts'
import type { LiveHub } from './live/hub.ts'
import type { Topic } from './live/topic.ts'
import type { Log } from './log.ts'
import type { Module } from './module.ts'
import type { Ports } from './port.ts'
import type { Clock, MovableClock } from './time.ts'
import type { AnyDatabase } from './work.ts'

/** The running program: what every command, query and job is given its means from. */
export interface App {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock | MovableClock
  readonly db: AnyDatabase
  readonly pool: Pool
  readonly boss: PgBoss
  readonly ports: Ports
  readonly random: () => number
  readonly newId: IdMaker
  readonly storeId: string
  /** Whether this is the demonstration store. */
  readonly demo: boolean
  readonly modules: readonly Module[]
  readonly registry: Registry
  readonly live: LiveHub
  /** Ends connections and background work of this process. */
  close(): Promise<void>
}

/** Everything that the modules registered, by name. */
export interface Registry {
  /** Reactions by the name of their event. */
  readonly reactionsTo: ReadonlyMap<string, readonly Reaction[]>
  readonly reactions: ReadonlyMap<string, Reaction>
  readonly jobs: ReadonlyMap<string, JobType<unknown>>
  readonly timers: ReadonlyMap<string, TimerType<unknown>>
  readonly schedules: ReadonlyMap<string, Schedule>
  readonly topics: ReadonlyMap<string, Topic>
  readonly authenticators: readonly Authenticator[]
}
