import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { realm } from './realm.ts'

/** A topic such as `order:ord_…`, and the version of it that the screen already shows. */
type Watch = { topic: string; version?: number }
type Message = { topic?: string; version?: number; watching?: boolean; reset?: boolean; error?: unknown }

const path = '/api/v1/live'
const longestPauseMs = 30_000

/**
 * Keeps what is on the screen true: hears when something happened to the topic and asks anew. After a lost
 * connection it names the version it holds, so that nothing is missed in between.
 */
export function useLive(watch: Watch | undefined | false) {
  const queries = useQueryClient()
  const topic = watch ? watch.topic : undefined
  // A newer version arrives with the refreshed answer; it needs no new subscription.
  const subscribe = useEffectEvent((name: string) =>
    connection.watch(name, watch ? watch.version : undefined, () => void queries.invalidateQueries()),
  )
  useEffect(() => (topic ? subscribe(topic) : undefined), [topic])
}

const connection = liveConnection()

function liveConnection() {
  const watches = new Map<string, { version: number | undefined; listeners: Set<() => void> }>()
  let socket: WebSocket | null = null
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  const say = (message: unknown) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message))

  function connect() {
    clearTimeout(retry)
    const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${path}`, [`makeright.${realm()}`])
    socket = opened
    opened.onopen = () => {
      failures = 0
      for (const [topic, { version }] of watches) say({ type: 'watch', topic, after: version })
    }
    opened.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Message)
    opened.onclose = () => {
      if (socket !== opened) return
      socket = null
      if (watches.size > 0) retry = setTimeout(connect, Math.min(1000 * 2 ** failures++, longestPauseMs))
    }
  }

  function hear({ topic, version, watching, error }: Message) {
    const watch = topic ? watches.get(topic) : undefined
    if (!topic || !watch) return
    if (error) return void watches.delete(topic)
    const isNews = !watching && (watch.version === undefined || (version ?? 0) > watch.version)
    if (version !== undefined) watch.version = Math.max(watch.version ?? 0, version)
    if (isNews) for (const listener of watch.listeners) listener()
  }

  function forget(topic: string, listener: () => void) {
    const watch = watches.get(topic)
    watch?.listeners.delete(listener)
    if (!watch || watch.listeners.size > 0) return
    watches.delete(topic)
    say({ type: 'unwatch', topic })
    if (watches.size > 0) return
    clearTimeout(retry)
    socket?.close()
    socket = null
  }

  return {
    watch(topic: string, version: number | undefined, listener: () => void) {
      const known = watches.get(topic)
      if (known) known.listeners.add(listener)
      else {
        watches.set(topic, { version, listeners: new Set([listener]) })
        if (socket) say({ type: 'watch', topic, after: version })
        else connect()
      }
      return () => forget(topic, listener)
    },
  }
}
