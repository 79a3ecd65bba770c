import { Link, useLocation, useRouter, useSearch } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { meQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** One order by the link in a mail. A tap opens it, so that programs that look at links in mails do not. */
export function OpenOrder() {
  const { t } = useShopper()
  const words = useTroubleWords()
  const { then } = useSearch({ from: '/open-order' })
  const link = useLocation({ select: ({ hash }) => hash })
  const router = useRouter()
  const queries = useQueryClient()
  const open = useAction(
    (_: null, options) => call('POST /guest-access/link', { link }, options),
    async ({ orderId }) => {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'store' && query.queryKey[0] !== 'demo' })
      await queries.fetchQuery(meQuery)
      router.history.replace(`/orders/${orderId}${then === 'problem' ? '/problem' : ''}`)
    },
  )
  return (
    <Card className="mx-auto grid max-w-md gap-5 p-6 sm:p-8">
      <div className="grid gap-1.5">
        <h1 className="text-2xl">{t(then === 'problem' ? 'openOrder.problemTitle' : 'openOrder.title')}</h1>
        <p className="text-soft">{open.error ? words(open.error) : t('openOrder.detail')}</p>
      </div>
      {open.error?.code === 'link_over' ? (
        <Link to="/find-order" className={buttonClass({ look: 'primary' })}>
          {t('openOrder.byNumber')}
        </Link>
      ) : (
        <Button look="primary" size="large" wide isPending={open.isPending} onPress={() => void open.run(null)}>
          {t(then === 'problem' ? 'openOrder.putRight' : 'openOrder.open')}
        </Button>
      )}
    </Card>
  )
}
