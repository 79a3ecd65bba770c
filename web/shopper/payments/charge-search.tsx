import { useQuery } from '@tanstack/react-query'
import Search from 'lucide-react/icons/search'
import { type FormEvent, useState } from 'react'
import { CallError } from '../../kit/call.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'
import { AskAbout } from './ask-about.tsx'
import { AtTheBank } from './at-the-bank.tsx'
import { ChargeMatch } from './charge-match.tsx'
import { type Asked, chargeSearchQuery, type Found } from './data.ts'

/** An amount as it stands on a bank statement, and which of my charges it can be. */
export function ChargeSearch() {
  const { t } = useShopper()
  const [amount, setAmount] = useState('')
  const [date, setDate] = useState('')
  const [text, setText] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const found = useQuery({ ...chargeSearchQuery(asked ?? { amount: '' }), enabled: asked !== null })
  const isUnreadable = found.error instanceof CallError && found.error.status === 400
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = amount.trim()
    setMissing(typed === '')
    if (typed === '') return
    setAsked({ amount: typed, ...(date ? { date } : {}), ...(text.trim() ? { text: text.trim() } : {}) })
  }
  return (
    <Card id="what-is-this-charge" aria-labelledby="charge-title" className="overflow-hidden">
      <CardHead id="charge-title" title={t('charge.title')} detail={t('charge.detail')} />
      <form noValidate onSubmit={submit}>
        <div className="flex flex-wrap items-start gap-3 px-5 pt-4 pb-4">
          <TextField
            label={t('charge.amount')}
            value={amount}
            onChange={setAmount}
            inputMode="decimal"
            autoComplete="off"
            maxLength={40}
            dir="ltr"
            inputClassName="rtl:text-end"
            isRequired
            problem={isMissing || isUnreadable ? t('charge.amountProblem') : undefined}
            className="min-w-0 flex-[1_1_12rem]"
          />
          <Button
            type="submit"
            look="primary"
            isPending={found.isFetching}
            icon={<Search className="size-4.5" aria-hidden="true" />}
            className="mt-6.5 min-h-12 max-sm:mt-0 max-sm:w-full"
          >
            {t('charge.look')}
          </Button>
        </div>
        <div className="border-t border-line">
          <Disclosure title={t('charge.more')}>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField
                label={t('charge.date')}
                type="date"
                value={date}
                onChange={setDate}
                hint={t('charge.dateHint')}
              />
              <TextField
                label={t('charge.text')}
                value={text}
                onChange={setText}
                maxLength={200}
                autoComplete="off"
                hint={t('charge.textHint')}
              />
            </div>
          </Disclosure>
        </div>
      </form>
      <div aria-live="polite">
        {found.isError && !isUnreadable && (
          <div className="border-t border-line p-5">
            <ActionTrouble error={found.error} onRetry={() => void found.refetch()} />
          </div>
        )}
        {found.data && asked && <Answer key={JSON.stringify(asked)} found={found.data} asked={asked} />}
      </div>
    </Card>
  )
}

function Answer({ found, asked }: { found: Found; asked: Asked }) {
  const { t } = useShopper()
  const sure = found.data.filter((match) => match.isSure)
  const shown = sure.length > 0 ? sure : found.data
  const rest = found.data.filter((match) => !shown.includes(match))
  return (
    <div className="border-t border-line">
      <div className="grid gap-1 px-5 pt-5">
        <h3 className="text-lg">
          {t(shown.length === 0 ? 'charge.nothing' : sure.length > 0 ? 'charge.found' : 'charge.maybe', {
            amount: asked.amount,
            count: shown.length,
          })}
        </h3>
        {shown.length === 0 && <p className="text-soft">{t('charge.nothingDetail')}</p>}
        {found.names && <p className="text-soft">{t(`charge.names.${found.names}`)}</p>}
      </div>
      <ul className="divide-y divide-line">
        {shown.map((match, place) => (
          <ChargeMatch
            key={keyOf(match)}
            match={match}
            asked={asked}
            likelihood={likelihoodOf(match, { isFirst: place === 0, isAlone: sure.length === 1 })}
          />
        ))}
      </ul>
      {rest.length > 0 && (
        <div className="border-t border-line">
          <Disclosure title={t('charge.others', { count: rest.length })}>
            <ul className="-mx-5 divide-y divide-line">
              {rest.map((match) => (
                <ChargeMatch key={keyOf(match)} match={match} asked={asked} likelihood="possible" />
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
      {shown.length === 0 ? (
        <div className="grid gap-5 px-5 pt-4 pb-5">
          <AtTheBank />
          <AskAbout asked={asked} />
        </div>
      ) : (
        <div className="border-t border-line">
          <Disclosure title={t('charge.notMine')}>
            <div className="grid gap-5">
              <AtTheBank />
              <AskAbout asked={asked} />
            </div>
          </Disclosure>
        </div>
      )}
    </div>
  )
}

// They come with the nearest first: of several that fit as well, one is the likeliest.
function likelihoodOf({ isSure }: Found['data'][number], { isFirst, isAlone }: { isFirst: boolean; isAlone: boolean }) {
  if (!isSure || !isFirst) return 'possible'
  return isAlone ? 'sure' : 'likeliest'
}

function keyOf({ kind, parts }: Found['data'][number]): string {
  return `${kind} ${parts.map((part) => part.id).join(' ')}`
}
