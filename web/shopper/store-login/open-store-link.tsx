import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { call, type CallError, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { meQuery, storeQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** Where the store sends shoppers with a link that it signed: they are signed in, and go on to where they wanted. */
export function OpenStoreLink() {
  const { t } = useShopper()
  const words = useTroubleWords()
  const store = useQuery(storeQuery).data?.name ?? ''
  const { token, return_to: then } = useSearch({ from: '/sign-in/store' })
  const router = useRouter()
  const queries = useQueryClient()
  const began = useRef(false)
  // Of links that have ended this is the only one that the store makes anew.
  const said = (error: CallError) => (error.code === 'link_over' ? t('storeLogin.linkOver') : words(error))
  const open = useAction(
    (input: Input<'POST /store-sign-ins/link'>, options) => call('POST /store-sign-ins/link', input, options),
    async ({ then: to }) => {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'store' && query.queryKey[0] !== 'demo' })
      await queries.fetchQuery(meQuery)
      router.history.replace(to)
    },
  )
  useEffect(() => {
    if (began.current) return
    began.current = true
    // What opens a session stands in no history and is sent to nobody.
    window.history.replaceState(window.history.state, '', '/sign-in/store')
    void open.run({ token: token ?? '', ...(then ? { then } : {}) })
  }, [open, token, then])
  return (
    <Card className="mx-auto grid max-w-md gap-5 p-6 sm:p-8">
      <div className="grid gap-1.5" role="status">
        <h1 className="text-2xl">{t(open.error ? 'storeLogin.notOpened' : 'storeLogin.opening')}</h1>
        <p className="text-soft">{open.error ? said(open.error) : t('storeLogin.openingDetail')}</p>
      </div>
      {open.error ? (
        <Link
          to="/sign-in"
          search={then ? { then } : {}}
          className={buttonClass({ look: 'primary', size: 'large', wide: true })}
        >
          {t('storeLogin.go', { store })}
        </Link>
      ) : (
        <SkeletonRows rows={1} height="h-12" label={t('common.loading')} />
      )}
    </Card>
  )
}
