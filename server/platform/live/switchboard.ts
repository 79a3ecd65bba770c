import type { App } from '../app.ts'
import type { LiveNews, Signal } from './hub.ts'
import type { Watcher } from './watcher.ts'

/** Who watches what in this process, so that a commit reaches its watchers without asking everybody. */
export interface Switchboard {
  add(topic: string, watcher: Watcher): void
  remove(topic: string, watcher: Watcher): void
  stop(): void
}

/** Connects an app's commits and signals with the watchers of this process. */
export function createSwitchboard(app: App): Switchboard {
  const byTopic = new Map<string, Set<Watcher>>()

  const askAgain = (name: string) => {
    if (!name.endsWith(':*')) {
      for (const watcher of byTopic.get(name) ?? []) watcher.askAgain(name)
      return
    }
    const kind = name.slice(0, -1)
    for (const [topic, watchers] of byTopic)
      if (topic.startsWith(kind)) for (const watcher of watchers) watcher.askAgain(topic)
  }
  const hear = (news: LiveNews) => {
    for (const name of news.recheck ?? []) askAgain(name)
    for (const [name, version] of news.topics)
      for (const watcher of byTopic.get(name) ?? []) watcher.hear(name, version, news)
  }
  const hearSignal = ({ signal, from }: { signal: Signal; from?: object }) => {
    for (const watcher of byTopic.get(signal.topic) ?? []) if (watcher !== from) watcher.hearSignal(signal)
  }
  const catchUp = () => {
    for (const watcher of new Set([...byTopic.values()].flatMap((watchers) => [...watchers]))) watcher.catchUp()
  }

  const forget = [app.live.onNews(hear), app.live.onSignal(hearSignal), app.live.onCatchUp(catchUp)]
  return {
    add(topic, watcher) {
      const watchers = byTopic.get(topic)
      if (watchers) watchers.add(watcher)
      else byTopic.set(topic, new Set([watcher]))
    },
    remove(topic, watcher) {
      const watchers = byTopic.get(topic)
      watchers?.delete(watcher)
      if (watchers?.size === 0) byTopic.delete(topic)
    },
    stop() {
      for (const stop of forget) stop()
    },
  }
}
