import type { Registry } from './app.ts'
import type { Module } from './module.ts'

/** Collects what the modules declare; two things with one name stop the program from starting. */
export function createRegistry(modules: readonly Module[]): Registry {
  const reactions = modules.flatMap((module) => module.reactions)
  return {
    reactionsTo: new Map(
      [...new Set(reactions.flatMap(({ events }) => events))].map((name) => [
        name,
        reactions.filter(({ events }) => events.includes(name)),
      ]),
    ),
    reactions: byName('reaction', reactions, (reaction) => reaction.subscriber),
    jobs: byName(
      'job',
      modules.flatMap((module) => module.jobs),
      (job) => job.name,
    ),
    timers: byName(
      'timer',
      modules.flatMap((module) => module.timers),
      (timer) => timer.name,
    ),
    schedules: byName(
      'schedule',
      modules.flatMap((module) => module.schedules),
      (schedule) => schedule.name,
    ),
    topics: byName(
      'topic',
      modules.flatMap((module) => module.topics),
      (topic) => topic.kind,
    ),
    authenticators: modules.flatMap((module) => module.authenticators),
  }
}

function byName<T>(kind: string, things: readonly T[], nameOf: (thing: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>()
  for (const thing of things) {
    if (map.has(nameOf(thing))) throw new Error(`Two modules declare the ${kind} "${nameOf(thing)}".`)
    map.set(nameOf(thing), thing)
  }
  return map
}
