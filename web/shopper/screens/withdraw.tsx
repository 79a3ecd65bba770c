import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { meQuery, storeQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { focusFirstMissing } from '../../kit/focus-first-missing.ts'
import { PageHead } from './page-head.tsx'

type Receipt = Output<'POST /withdrawals'>
const looksLikeMail = /^\S+@\S+\.\S+$/

/**
 * The withdrawal function: who, which contract, where the receipt goes; then one more tap that says what it does. No reason, no
 * login. The receipt stands on the page with its time, and goes out by mail.
 */
export function Withdraw() {
  const { t, locale } = useShopper()
  const search = useSearch({ from: '/withdraw' })
  const me = useQuery(meQuery).data
  const [form, setForm] = useState({
    name: me?.name ?? '',
    order: search.order ?? '',
    contact: me?.email ?? '',
    items: '',
  })
  const [step, setStep] = useState<'statement' | 'confirm'>('statement')
  const [tried, setTried] = useState(false)
  const [receipt, setReceipt] = useState<Receipt | null>(null)
  const send = useAction(
    (input: typeof form, options) =>
      call(
        'POST /withdrawals',
        {
          name: input.name.trim(),
          order: input.order.trim(),
          contact: input.contact.trim(),
          locale,
          ...(input.items.trim() ? { items: input.items.trim() } : {}),
        },
        options,
      ),
    setReceipt,
  )
  useEffect(() => {
    scrollTo({ top: 0 })
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [step])
  if (receipt) return <Received receipt={receipt} form={form} />
  const missing = {
    name: !form.name.trim(),
    order: !form.order.trim(),
    contact: !looksLikeMail.test(form.contact.trim()),
  }
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (value: string) => setForm({ ...form, [name]: value }),
  })
  const next = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(missing).some(Boolean)) focusFirstMissing(event.currentTarget)
    else setStep('confirm')
  }
  if (step === 'confirm')
    return (
      <div className="mx-auto max-w-xl">
        <Head title={t('withdraw.confirmTitle')} detail={t('withdraw.confirmDetail')} />
        <Card className="grid gap-5 p-5 sm:p-6">
          <Statement form={form} />
          <ActionTrouble error={send.error} onRetry={() => void send.run(form)} />
          <Button look="primary" size="large" wide isPending={send.isPending} onPress={() => void send.run(form)}>
            {t('withdraw.confirm')}
          </Button>
          <Button look="quiet" onPress={() => setStep('statement')}>
            {t('withdraw.change')}
          </Button>
        </Card>
      </div>
    )
  return (
    <div className="mx-auto max-w-xl">
      <Head title={t('withdraw.title')} detail={t('withdraw.detail')} />
      <Card className="p-5 sm:p-6">
        <form noValidate onSubmit={next} className="grid gap-5">
          <TextField
            label={t('withdraw.name')}
            {...field('name')}
            isRequired
            autoComplete="name"
            problem={tried && missing.name && t('withdraw.nameMissing')}
          />
          <TextField
            label={t('withdraw.order')}
            hint={t('withdraw.orderHint')}
            {...field('order')}
            isRequired
            dir="auto"
            problem={tried && missing.order && t('withdraw.orderMissing')}
          />
          <TextField
            label={t('withdraw.contact')}
            hint={t('withdraw.contactHint')}
            {...field('contact')}
            isRequired
            type="email"
            dir="ltr"
            autoComplete="email"
            problem={tried && missing.contact && t('withdraw.contactMissing')}
          />
          <TextField
            label={t('withdraw.items')}
            hint={t('withdraw.itemsHint')}
            {...field('items')}
            lines={2}
            maxLength={1000}
          />
          <Button type="submit" look="primary" size="large" wide>
            {t('withdraw.next')}
          </Button>
        </form>
      </Card>
      <p className="mt-5 px-1 text-[0.9375rem] text-soft">{t('withdraw.law')}</p>
    </div>
  )
}

type Form = { name: string; order: string; contact: string; items: string }

function Head({ title, detail }: { title: string; detail: string }) {
  return (
    <header className="mb-6 grid gap-1.5">
      <h1 tabIndex={-1} className="text-2xl outline-none sm:text-3xl">
        {title}
      </h1>
      <p className="text-soft">{detail}</p>
    </header>
  )
}

/** The declaration in words, as it is sent and kept. */
function Statement({ form, receipt }: { form: Form; receipt?: Receipt }) {
  const { t, format } = useShopper()
  const store = useQuery(storeQuery).data
  const rows: [string, string][] = [
    [t('withdraw.name'), form.name.trim()],
    [t('withdraw.order'), form.order.trim()],
    [t('withdraw.part'), form.items.trim() || t('withdraw.whole')],
    [t('withdraw.contact'), form.contact.trim()],
    ...(receipt
      ? ([
          [t('withdraw.received'), format.exact(receipt.declaredAt)],
          [t('withdraw.reference'), receipt.reference],
        ] as [string, string][])
      : []),
  ]
  return (
    <>
      <p className="text-lg font-[560]">{t('withdraw.statement', { store: store?.name || 'none' })}</p>
      <dl className="grid gap-3">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt className="text-sm text-soft">{label}</dt>
            <dd className="font-[540] whitespace-pre-line">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Received({ receipt, form }: { receipt: Receipt; form: Form }) {
  const { t, format } = useShopper()
  const me = useQuery(meQuery).data
  const text = [
    t('withdraw.statement', { store: 'none' }),
    `${t('withdraw.name')}: ${form.name.trim()}`,
    `${t('withdraw.order')}: ${form.order.trim()}`,
    `${t('withdraw.part')}: ${form.items.trim() || t('withdraw.whole')}`,
    `${t('withdraw.contact')}: ${form.contact.trim()}`,
    `${t('withdraw.received')}: ${receipt.declaredAt}`,
    `${t('withdraw.reference')}: ${receipt.reference}`,
  ].join('\n')
  return (
    <div className="mx-auto max-w-xl">
      <PageHead title={t('withdraw.done', { at: format.moment(receipt.declaredAt) })} isSettled>
        <p className="text-soft">{t('withdraw.doneDetail', { contact: `\u2068${form.contact.trim()}\u2069` })}</p>
      </PageHead>
      <Card className="grid gap-5 p-5 sm:p-6">
        <Statement form={form} receipt={receipt} />
        <div className="flex flex-wrap gap-2">
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
            download={`${receipt.reference}.txt`}
            className={buttonClass({ look: 'primary' })}
          >
            {t('withdraw.keep')}
          </a>
          <Button onPress={() => print()}>{t('withdraw.print')}</Button>
        </div>
      </Card>
      {me?.kind === 'shopper' && (
        <p className="mt-5">
          <Link to="/orders" className="link">
            {t('orders.title')}
          </Link>
        </p>
      )}
    </div>
  )
}
