import type { App } from './app.ts'
import type { Authenticator } from './auth/authenticator.ts'
import type { Routes } from './contract/routes.ts'
import type { Reaction } from './events/on.ts'
import type { JobType } from './jobs/job.ts'
import type { Schedule } from './jobs/schedule.ts'
import type { TimerType } from './jobs/timer.ts'
import type { Topic } from './live/topic.ts'
import type { PersonalData } from './personal.ts'

/** What a worker does all the time, in every process that works. */
export interface Service {
  readonly name: string
  /** Looks after what it keeps going, and answers in how many milliseconds to look again. What throws is logged. */
  look(app: App, stopping: AbortSignal): Promise<number>
}

/** What a module puts into the running program, besides the functions that its `index.ts` exports. */
export interface Module {
  readonly name: string
  readonly routes: readonly Routes[]
  readonly reactions: readonly Reaction[]
  readonly jobs: readonly JobType<unknown>[]
  readonly timers: readonly TimerType<unknown>[]
  readonly schedules: readonly Schedule[]
  readonly authenticators: readonly Authenticator[]
  readonly topics: readonly Topic[]
  readonly services: readonly Service[]
  /** What it keeps of people: all of its tables, also those that hold nothing of the kind. */
  readonly personal: PersonalData
}

/** Declares a module; parts that it does not have are left out. */
export function defineModule(parts: Partial<Module> & { name: string }): Module {
  return {
    routes: [],
    reactions: [],
    jobs: [],
    timers: [],
    schedules: [],
    authenticators: [],
    topics: [],
    services: [],
    personal: { tables: {} },
    ...parts,
  }
}
