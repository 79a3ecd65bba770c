import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

type Watch = { topic: string; version: number }
type News = (version: number) => void

const path = '/api/v1/live'
const longestPauseMs = 30_000

/**
 * Keeps what is on the screen true: hears when something happened to the topic and asks anew. After a lost
 * connection it names the version it holds, so that nothing is missed in between.
 */
export function useLive(watch: Watch | undefined | false) {
  const queries = useQueryClient()
  const topic = watch ? watch.topic : undefined
  const version = watch ? watch.version : 0
  useEffect(() => {
    if (!topic) return
    return connection.watch(topic, version, () => void queries.invalidateQueries())
    // A newer version arrives with the refreshed answer; it needs no new subscription.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [topic, queries])
}

const connection = liveConnection()

function liveConnection() {
  const watches = new Map<string, { version: number; listeners: Set<News> }>()
  let socket: WebSocket | null = null
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  const say = (message: unknown) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message))

  function connect() {
    clearTimeout(retry)
    const mine = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${path}`)
    socket = mine
    mine.onopen = () => {
      failures = 0
      for (const [topic, { version }] of watches) say({ type: 'watch', topic, after: version })
    }
    mine.onmessage = ({ data }) => hear(JSON.parse(String(data)) as { topic?: string; version?: number })
    mine.onclose = () => {
      if (socket !== mine) return
      socket = null
      if (watches.size > 0) retry = setTimeout(connect, Math.min(1000 * 2 ** failures++, longestPauseMs))
    }
  }

  function hear({ topic, version }: { topic?: string; version?: number }) {
    const watch = topic ? watches.get(topic) : undefined
    if (!watch || version === undefined || version <= watch.version) return
    watch.version = version
    for (const listener of watch.listeners) listener(version)
  }

  return {
    watch(topic: string, version: number, listener: News) {
      const known = watches.get(topic)
      if (known) known.listeners.add(listener)
      else {
        watches.set(topic, { version, listeners: new Set([listener]) })
        if (socket) say({ type: 'watch', topic, after: version })
        else connect()
      }
      return () => {
        const watch = watches.get(topic)
        watch?.listeners.delete(listener)
        if (watch?.listeners.size !== 0) return
        watches.delete(topic)
        say({ type: 'unwatch', topic })
        if (watches.size === 0) {
          clearTimeout(retry)
          socket?.close()
          socket = null
        }
      }
    },
  }
}
