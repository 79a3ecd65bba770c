import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { pageConnection } from './live-connection.ts'

/** A topic such as `order:ord_…`, and the version of it that the screen already shows. */
type Watch = { topic: string; version?: number }

/**
 * Keeps what is on the screen true: hears when something happened to the topic and asks anew. After a lost
 * connection it names the version it holds, so that nothing is missed in between.
 */
export function useLive(watch: Watch | undefined | false) {
  const queries = useQueryClient()
  const topic = watch ? watch.topic : undefined
  // A newer version arrives with the refreshed answer; it needs no new subscription.
  const subscribe = useEffectEvent((name: string) =>
    pageConnection().watch(name, watch ? watch.version : undefined, ({ signal, error }) => {
      if (!signal && !error) void queries.invalidateQueries()
    }),
  )
  useEffect(() => (topic ? subscribe(topic) : undefined), [topic])
}
