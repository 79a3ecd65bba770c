import type { HelpArticle } from '#contract/helpcenter'
import { afterEach, expect, test, vi } from 'vitest'
import { DraftKeeper } from './draft-keeper.ts'

afterEach(() => void vi.unstubAllGlobals())

/** An article as the server has it after so many changes; its words do not matter here. */
const article = (version: number) =>
  ({
    id: 'hlp_1',
    allowed: ['draft'],
    translations: [{ locale: 'en', version, draft: null, published: null }],
  }) as unknown as HelpArticle

test('whoever saves while something is on its way waits until the last of it is there', async () => {
  const onTheWay: { title: string; arrive: () => void }[] = []
  vi.stubGlobal('document', { documentElement: { lang: 'en' } })
  vi.stubGlobal('location', { pathname: '/console/help/hlp_1' })
  vi.stubGlobal('fetch', (_address: string, { body }: { body: string }) => {
    const { title, version } = JSON.parse(body)
    return new Promise((answer) => {
      onTheWay.push({ title, arrive: () => answer(Response.json(article(version + 1))) })
    })
  })
  const keeper = new DraftKeeper(
    article(0),
    'en',
    () => {},
    () => Promise.resolve(),
  )
  keeper.change({ title: 'One' })
  const first = keeper.save()
  keeper.change({ title: 'Two' })
  const later = [keeper.save(), keeper.save()]
  let isOver = false
  const all = Promise.all([first, ...later]).finally(() => (isOver = true))
  const anyOfThem = Promise.race(later).then(() => (isOver = true))
  onTheWay[0]?.arrive()
  await vi.waitFor(() => expect(onTheWay).toHaveLength(2))
  await new Promise((turn) => setImmediate(turn))
  expect([onTheWay[1]?.title, isOver]).toEqual(['Two', false])
  onTheWay[1]?.arrive()
  expect(await all).toEqual([true, true, true])
  await anyOfThem
  expect([keeper.version, keeper.isUnsaved]).toEqual([2, false])
})
