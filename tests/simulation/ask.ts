import { randomUUID } from 'node:crypto'
import type { Actor } from '#platform/auth/actor'
import type { Module } from '#platform/module'
import type { OpenStore } from '../harness/open-store.ts'
import type { Chance } from './chance.ts'
import type { Coverage } from './coverage.ts'

/** What a command was answered with. */
export interface Said {
  status: number
  ok: boolean
  code: string | undefined
  // Every route answers its own shape; commands look only at what they need.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  // oxlint-disable-next-line no-explicit-any
  body: any
}

export interface Question {
  who: string | Actor
  /** The route's literal name, such as `POST /problems/:id/remedy`. */
  route: string
  input: Record<string, unknown>
  /** What tells kinds of the same route apart in the coverage, such as the kind of a change. */
  kind?: string
  key?: string
}

/** Sends commands over HTTP, counts their answers, and collects what must never be answered. */
export function createAsk(store: OpenStore, chance: Chance, coverage: Coverage, wrong: (what: string) => void) {
  const refusals = declaredRefusals(store.app.modules)

  async function send({ who, route, input, key }: Question): Promise<Said & { text: string }> {
    const [method = '', pattern = ''] = route.split(' ')
    const rest = { ...input }
    const path = pattern.replaceAll(/:(\w+)/g, (_match, name: string) => {
      const value = String(rest[name])
      delete rest[name]
      return encodeURIComponent(value)
    })
    const { status, body } = await store.as(who).send(method, path, {
      ...(method === 'GET' ? {} : { body: rest }),
      headers: key === undefined ? {} : { 'idempotency-key': key },
    })
    return { status, ok: status < 400, code: body?.error?.code, body, text: JSON.stringify(body) }
  }

  /** Asks once; now and then the same request again, which must be answered in the same words. */
  return async function ask(question: Question): Promise<Said> {
    const { route, kind } = question
    const name = kind === undefined ? route : `${route} ${kind}`
    const asked = route.startsWith('GET')
      ? question
      : { key: `sim-${chance.between(0, 1e9)}-${randomUUID()}`, ...question }
    const repeats = route.startsWith('POST') && chance.of(0.15)
    const asOne = repeats && chance.of(0.5)
    const [said, ...more] = (await Promise.all(Array.from({ length: asOne ? 3 : 1 }, () => send(asked)))) as [
      Said & { text: string },
      ...(Said & { text: string })[],
    ]
    if (repeats && !asOne) more.push(await send(asked))
    coverage.count(name, said.ok ? (said.status === 202 ? 'approval asked' : 'ok') : (said.code ?? String(said.status)))
    for (const answer of [said, ...more]) {
      if (answer.status >= 500)
        wrong(`${name} answered ${answer.status}: ${answer.text.slice(0, 300)} to ${JSON.stringify(question.input)}`)
      if (answer.status === 422 && !refusals.get(route)?.includes(answer.code ?? ''))
        wrong(`${name} refused with ${answer.code}, which its contract does not declare`)
    }
    const keeps = (answer: Said) => answer.ok || answer.status === 422
    for (const answer of more) {
      coverage.count('the same request again', keeps(said) ? 'same answer' : 'tried anew')
      // Of several at one moment, one that is not kept may have been answered first.
      const isFirst = asOne && !keeps(answer)
      if (keeps(said) && !isFirst && (answer.status !== said.status || answer.text !== said.text))
        wrong(
          `${name} was answered ${said.status} ${said.text.slice(0, 200)} and then ${answer.status} ${answer.text.slice(0, 200)}`,
        )
    }
    return said
  }
}

export type Ask = ReturnType<typeof createAsk>

function declaredRefusals(modules: readonly Module[]): Map<string, readonly string[]> {
  const entries = modules.flatMap((module) => module.routes.flatMap((routes) => Object.entries(routes.contract)))
  return new Map(entries.map(([route, entry]) => [route, entry.refusals ?? []]))
}
