import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call, CallError, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { ActionTrouble, PageTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'
import { AskPerson } from './ask-person.tsx'
import { focusFirstMissing } from '../../kit/focus-first-missing.ts'
import { TapChoice } from './return-choice.tsx'
import { ReturnView } from './return-page.tsx'
import { Ways } from './return-what.tsx'

type Quoted = Output<'POST /gift-returns/quote'>
type Thing = Quoted['returnable']['items'][number]
type Method = NonNullable<Quoted['quote']>['ways'][number]['method']

const reason = 'unwanted_gift'
const looksLikeMail = /^\S+@\S+\.\S+$/

/** A gift goes back: the slip, which thing, which way, and who gets the balance. Nothing of whoever gave it is shown. */
export function GiftReturn() {
  const { id, token } = useSearch({ from: '/gift-return' })
  return id && token ? <Opened id={id} token={token} /> : <Slip />
}

function Opened({ id, token }: { id: string; token: string }) {
  const { t } = useShopper()
  const found = useQuery({
    queryKey: ['gift-return', id],
    queryFn: ({ signal }) => call('GET /gift-returns/:id', { id, token }, { signal }),
    // Without a session nothing is told live: the label is asked for until it is there.
    refetchInterval: ({ state }) =>
      state.data?.parcels.some((parcel) => parcel.label?.state === 'requested') ? 3_000 : false,
  })
  if (found.isError) return <PageTrouble error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <SkeletonRows rows={2} height="h-56" label={t('common.loading')} />
  return (
    <>
      <ReturnView shown={found.data} isGift />
      <p className="mx-auto mt-4 max-w-2xl px-1 text-[0.9375rem] text-soft">{t('gift.keepLink')}</p>
    </>
  )
}

function Slip() {
  const { t } = useShopper()
  const words = useTroubleWords()
  const search = useSearch({ from: '/gift-return' })
  const [order, setOrder] = useState(search.order ?? '')
  const [code, setCode] = useState('')
  const [found, setFound] = useState<Quoted | null>(null)
  const find = useAction(
    (proof: { order: string; code: string }, options) => call('POST /gift-returns/quote', proof, options),
    setFound,
  )
  if (found) return <Gift proof={{ order: order.trim(), code: code.trim() }} found={found} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void find.run({ order: order.trim(), code: code.trim() })
  }
  return (
    <Card className="mx-auto max-w-md p-6 sm:p-8">
      <form noValidate onSubmit={submit} className="grid gap-5">
        <div className="grid gap-1.5">
          <h1 className="text-2xl">{t('gift.title')}</h1>
          <p className="text-soft">{t('gift.detail')}</p>
        </div>
        <TextField label={t('gift.order')} value={order} onChange={setOrder} isRequired dir="auto" />
        <TextField
          label={t('gift.code')}
          value={code}
          onChange={setCode}
          isRequired
          dir="auto"
          problem={find.error && words(find.error)}
        />
        <Button
          type="submit"
          look="primary"
          size="large"
          wide
          isPending={find.isPending}
          isDisabled={!order.trim() || !code.trim()}
        >
          {t('gift.go')}
        </Button>
      </form>
    </Card>
  )
}

function Gift({ proof, found }: { proof: { order: string; code: string }; found: Quoted }) {
  const { t } = useShopper()
  const [thing, setThing] = useState<Thing | null>(
    found.returnable.items.length === 1 ? (found.returnable.items[0] ?? null) : null,
  )
  const [method, setMethod] = useState<Method | null>(null)
  if (found.returnable.items.length === 0)
    return (
      <div className="mx-auto grid max-w-xl gap-5">
        <Card>
          <Notice level="h1" title={t('gift.nothing')}>
            {t('gift.nothingDetail')}
          </Notice>
        </Card>
        <AskPerson orderReference={proof.order} />
      </div>
    )
  return (
    <div className="mx-auto max-w-xl">
      {thing === null ? (
        <>
          <h1 className="mb-6 text-2xl sm:text-3xl">{t('gift.which')}</h1>
          <div className="grid gap-2.5">
            {found.returnable.items.map((item) => (
              <TapChoice
                key={item.itemId}
                icon={<ProductPicture url={item.imageUrl} className="size-10" />}
                label={<bdi>{item.title}</bdi>}
                detail={Object.values(item.options).join(' · ')}
                onPress={() => setThing(item)}
              />
            ))}
          </div>
        </>
      ) : (
        <Way proof={proof} thing={thing} method={method} onMethod={setMethod} />
      )}
    </div>
  )
}

function Way({
  proof,
  thing,
  method,
  onMethod,
}: {
  proof: { order: string; code: string }
  thing: Thing
  method: Method | null
  onMethod: (method: Method) => void
}) {
  const { t, format } = useShopper()
  const words = useTroubleWords()
  const items = [{ item: thing.itemId, quantity: thing.quantity, reason }]
  const quote = useQuery({
    queryKey: ['gift-quote', proof.order, thing.itemId, method],
    queryFn: ({ signal }) =>
      call('POST /gift-returns/quote', { ...proof, items, ...(method ? { method } : {}) }, { signal }),
    retry: false,
  })
  // Somebody has to come for it, and a slip has no address to come to.
  if (quote.error instanceof CallError && quote.error.code === 'method_not_possible' && method === null)
    return (
      <div className="grid gap-5">
        <Card>
          <Notice level="h1" title={<bdi>{thing.title}</bdi>}>
            {words(quote.error)}
          </Notice>
        </Card>
        <AskPerson orderReference={proof.order} />
      </div>
    )
  if (quote.isError) return <PageTrouble error={quote.error} onRetry={() => void quote.refetch()} />
  const shown = quote.data?.quote
  if (!shown) return <SkeletonRows rows={3} height="h-20" label={t('common.loading')} />
  const chosen = method ?? (shown.method === 'keep' || shown.ways.length <= 1 ? shown.method : null)
  if (chosen === null)
    return (
      <>
        <h1 className="mb-1.5 text-2xl sm:text-3xl">{t('return.how.title')}</h1>
        <p className="mb-6 text-soft">
          <bdi>{thing.title}</bdi>
          {' · '}
          {t('gift.worth', { amount: format.money(shown.refund) })}
        </p>
        <Ways ways={shown.ways} onChoose={(way) => onMethod(way.method)} />
      </>
    )
  return <Recipient proof={proof} thing={thing} method={chosen} amount={format.money(shown.refund)} />
}

function Recipient({
  proof,
  thing,
  method,
  amount,
}: {
  proof: { order: string; code: string }
  thing: Thing
  method: Method | 'none'
  amount: string
}) {
  const { t } = useShopper()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [tried, setTried] = useState(false)
  const send = useAction(
    (person: { name: string; email: string }, options) =>
      call(
        'POST /gift-returns',
        {
          ...proof,
          ...person,
          items: [{ item: thing.itemId, quantity: thing.quantity, reason }],
          ...(method === 'keep' || method === 'none' ? {} : { method }),
        },
        options,
      ),
    ({ return: made, token }) => navigate({ to: '/gift-return', search: { id: made.id, token } }),
  )
  const person = { name: name.trim(), email: email.trim() }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (person.name && looksLikeMail.test(person.email)) void send.run(person)
    else focusFirstMissing(event.currentTarget)
  }
  return (
    <Card className="p-6 sm:p-8">
      <form noValidate onSubmit={submit} className="grid gap-5">
        <div className="grid gap-1.5">
          <h1 className="text-2xl">{t('gift.yours')}</h1>
          <p className="text-soft">
            {thing.quantity > 1 && `${thing.quantity} × `}
            <bdi>{thing.title}</bdi>
            {' · '}
            {t('gift.worth', { amount })}
          </p>
          {method !== 'keep' && method !== 'none' && (
            <p className="text-soft">
              {t(`returnWay.${method}`)}
              {': '}
              {t(`returnWay.${method}.detail`)}
            </p>
          )}
        </div>
        <TextField
          label={t('gift.name')}
          value={name}
          onChange={setName}
          isRequired
          autoComplete="name"
          problem={tried && !person.name && t('gift.nameMissing')}
        />
        <TextField
          label={t('gift.email')}
          hint={t('gift.emailHint')}
          value={email}
          onChange={setEmail}
          isRequired
          type="email"
          dir="ltr"
          autoComplete="email"
          problem={tried && !looksLikeMail.test(person.email) && t('withdraw.contactMissing')}
        />
        <ActionTrouble error={send.error} onRetry={() => void send.run(person)} />
        <Button type="submit" look="primary" size="large" wide isPending={send.isPending}>
          {t('gift.send', { amount })}
        </Button>
      </form>
    </Card>
  )
}
