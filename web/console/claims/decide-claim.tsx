import type { Claim } from '#contract/claims'
import { useQuery } from '@tanstack/react-query'
import MessageCircleQuestion from 'lucide-react/icons/message-circle-question-mark'
import { useRef, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { isolated } from '../../parts/claims/text.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { staffMeQuery } from '../data.ts'
import { isMac } from '../layout/is-mac.ts'
import { KeyButton } from '../layout/key-button.tsx'
import { useKeys } from '../layout/use-keys.ts'
import { type Role, roles } from '../roles.ts'
import { useConsole } from '../text.ts'
import { amountFrom } from './amounts.ts'
import { useAmountTrouble } from './amount-trouble.ts'
import { AskSide } from './ask-side.tsx'
import { DecidedCard } from './decided-card.tsx'
import { KeyChoice } from './key-choice.tsx'
import { WhoCan } from './who-can.tsx'

type Body = Input<'POST /claims/:id/decision'>
type Verdict = Body['verdict']
type Payer = 'seller' | 'platform' | 'carrier'

/** The decision: who is right, who pays and whether it counts, each for itself, with a note that both sides read. */
export function DecideClaim({ claim }: { claim: Claim }) {
  const { t } = useConsole()
  const me = useQuery(staffMeQuery).data
  const [isAsking, setAsking] = useState(false)
  const mayAsk = claim.allowed.includes('ask')
  const ask = () => mayAsk && setAsking(true)
  useKeys({ q: ask })
  const mayDecide = claim.allowed.includes('decide') || claim.allowed.includes('decide_appeal')
  const appeal = claim.appeals.find(({ outcome }) => outcome === null)
  const isSame = claim.state === 'appealed' && claim.decision?.decidedBy?.id === me?.id
  return (
    <Card className="grid min-w-0 gap-5 p-5" aria-labelledby="claim-decide">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="claim-decide" className="text-lg">
          {t(
            claim.state === 'appealed'
              ? 'claims.decideAppeal'
              : claim.decision || claim.dueFor === 'nobody'
                ? 'claims.outcome'
                : 'claims.decide',
          )}
        </h2>
        {mayAsk && (
          <KeyButton
            label={t('claims.ask')}
            shortcut="Q"
            icon={<MessageCircleQuestion className="size-4" aria-hidden="true" />}
            onPress={ask}
          >
            {t('claims.ask')}
          </KeyButton>
        )}
      </div>
      {appeal && (
        <Banner
          tone="warn"
          title={t('claims.appealBy', {
            name: isolated(appeal.side === 'seller' ? claim.seller.name : claim.shopper.name),
          })}
        >
          <bdi>{appeal.words}</bdi>
        </Banner>
      )}
      {claim.decision && <DecidedCard claim={claim} />}
      {mayDecide ? <Controls claim={claim} /> : <WhyNot claim={claim} isSame={isSame} myId={me?.id} role={me?.role} />}
      {isAsking && <AskSide claim={claim} onClose={() => setAsking(false)} />}
    </Card>
  )
}

function WhyNot({
  claim,
  isSame,
  myId,
  role,
}: {
  claim: Claim
  isSame: boolean
  myId: string | undefined
  role: Role | undefined
}) {
  const { t } = useConsole()
  if (claim.paused) return <Banner tone="note" title={t('claims.pausedDetail')} />
  if (isSame)
    return (
      <Banner tone="warn" title={t('trouble.same_person')}>
        <WhoCan least={claim.proposal?.requiredRole as Role} except={myId} />
      </Banner>
    )
  const needs = claim.proposal?.requiredRole as Role | undefined
  if (needs && role && roles.indexOf(role) < roles.indexOf(needs))
    return (
      <Banner tone="warn" title={t('review.needs', { role: t(`role.${needs}`) })}>
        <WhoCan least={needs} />
      </Banner>
    )
  if (!claim.decision && claim.dueFor !== 'nobody') return <p className="text-soft">{t('claims.notYours')}</p>
  return claim.decision ? null : <p className="text-soft">{t('claims.over')}</p>
}

function Controls({ claim }: { claim: Claim }) {
  const { t, format } = useConsole()
  const { proposal } = claim
  const isAppeal = claim.state === 'appealed'
  const currency = claim.value.currency
  const [verdict, setVerdict] = useState<Verdict | null>(isAppeal ? null : (proposal?.verdict ?? null))
  const [payer, setPayer] = useState<Payer>((proposal?.payer as Payer | undefined) ?? 'seller')
  const [counts, setCounts] = useState(proposal?.counts ?? false)
  const [award, setAward] = useState<'full' | 'return'>(proposal?.award === 'return' ? 'return' : 'full')
  const [written, setWritten] = useState('')
  const [note, setNote] = useState('')
  const noteField = useRef<HTMLDivElement>(null)
  const toast = useToast()
  const me = useQuery(staffMeQuery).data
  const trouble = useTroubleWords()
  const amountTrouble = useAmountTrouble()
  const decide = useAction(
    (input: Body, options) =>
      isAppeal
        ? call('POST /claims/:id/appeal-decision', input, options)
        : call('POST /claims/:id/decision', input, options),
    () => toast(t('claims.decided')),
  )
  // What came late or cost too much has a sum of its own, and nothing comes back for it.
  const choosesGoods = verdict === 'for_shopper' && (proposal?.award === 'full' || proposal?.award === 'return')
  const hasMoney = verdict === 'for_shopper' || verdict === 'split'
  const isReady = verdict !== null && note.trim().length >= 3
  const amount = amountFrom(written, currency)
  const send = () => {
    if (!isReady || decide.isPending) return
    void decide.run({
      id: claim.id,
      verdict,
      note: note.trim(),
      ...(verdict === 'split' && amount ? { amount } : {}),
      ...(hasMoney && payer !== 'carrier' && payer !== proposal?.payer ? { payer } : {}),
      ...(verdict === 'for_shopper' ? { counts } : {}),
      ...(choosesGoods ? { award } : {}),
    })
  }
  const payers: Payer[] = proposal?.payer === 'carrier' ? ['carrier', 'seller', 'platform'] : ['seller', 'platform']
  useKeys({
    1: () => setVerdict('for_shopper'),
    2: () => setVerdict('for_seller'),
    3: () => setVerdict('split'),
    p: () => hasMoney && setPayer(payers[(payers.indexOf(payer) + 1) % payers.length] as Payer),
    b: () => verdict === 'for_shopper' && setCounts(!counts),
    g: () => choosesGoods && setAward(award === 'full' ? 'return' : 'full'),
    n: () => noteField.current?.querySelector('textarea')?.focus(),
    'mod+enter': send,
  })
  const param = decide.error?.param
  const onAmount = param?.startsWith('amount') ? amountTrouble(decide.error) : undefined
  const onNote = param === 'note' ? trouble(decide.error) : undefined
  const departs = payer === 'platform' && proposal?.payer !== 'platform' && hasMoney
  const names = { shopper: isolated(claim.shopper.name), seller: isolated(claim.seller.name) }
  return (
    <>
      <KeyChoice
        label={t('claims.verdict')}
        value={verdict}
        onChange={setVerdict}
        choices={[
          { id: 'for_shopper', label: t('claims.verdict.for_shopper'), shortcut: '1' },
          { id: 'for_seller', label: t('claims.verdict.for_seller'), shortcut: '2' },
          { id: 'split', label: t('claims.verdict.split'), shortcut: '3' },
        ]}
      />
      {verdict === 'split' && (
        <TextField
          label={t('claims.amount', { currency })}
          hint={t('claims.amountHint', {
            amount: format.money(
              claim.tooMuch && claim.tooMuch.amountMinor < claim.value.amountMinor ? claim.tooMuch : claim.value,
            ),
          })}
          problem={onAmount}
          inputMode="decimal"
          dir="ltr"
          isRequired
          value={written}
          onChange={setWritten}
          className="max-w-60"
        />
      )}
      {choosesGoods && (
        <KeyChoice
          label={t('claims.goods')}
          value={award}
          onChange={setAward}
          choices={[
            { id: 'return', label: t('claims.goods.return'), shortcut: 'G' },
            { id: 'full', label: t('claims.goods.full'), shortcut: 'G' },
          ]}
        />
      )}
      {hasMoney && (
        <KeyChoice
          label={t('claims.payer')}
          value={payer}
          onChange={setPayer}
          detail={payer === proposal?.payer ? t('claims.asProposed') : undefined}
          choices={payers.map((id) => ({ id, label: t(`claims.payer.${id}`, names), shortcut: 'P' }))}
        />
      )}
      {verdict === 'for_shopper' && (
        <KeyChoice
          label={t('claims.blame')}
          value={counts ? 'yes' : 'no'}
          onChange={(id) => setCounts(id === 'yes')}
          detail={counts === proposal?.counts ? t('claims.asProposed') : undefined}
          choices={[
            { id: 'yes', label: t('claims.counts'), shortcut: 'B' },
            { id: 'no', label: t('claims.countsNot'), shortcut: 'B' },
          ]}
        />
      )}
      {verdict === 'for_seller' && <p className="text-sm text-soft">{t('claims.forSellerDetail')}</p>}
      {verdict === 'split' && <p className="text-sm text-soft">{t('claims.splitDetail')}</p>}
      {departs && (
        <Banner
          tone="warn"
          title={
            me?.limits.perAction
              ? t('claims.departsLimit', { amount: format.money(me.limits.perAction) })
              : t('claims.departs')
          }
        />
      )}
      <div ref={noteField}>
        <TextField
          label={t('claims.note')}
          hint={t('claims.noteHint', names)}
          problem={onNote}
          lines={3}
          maxLength={2000}
          dir="auto"
          isRequired
          value={note}
          onChange={setNote}
        />
      </div>
      {decide.error && !onAmount && !onNote && <ActionTrouble error={decide.error} />}
      {decide.error?.code === 'above_limit' && me && (
        <WhoCan
          least={roles[Math.min(roles.indexOf(me.role) + 1, roles.length - 1)] ?? 'administrator'}
          except={me.id}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <KeyButton
          label={t('claims.send')}
          shortcut={isMac ? '⌘ ↵' : 'Ctrl ↵'}
          look="primary"
          isDisabled={!isReady}
          isPending={decide.isPending}
          onPress={send}
          className="min-h-11! px-5! text-[0.9375rem]!"
        >
          {verdict === null
            ? t('review.choose')
            : verdict === 'split' && amount
              ? t('claims.sendSplit', { amount: format.money(amount) })
              : t(`claims.send.${verdict}`)}
        </KeyButton>
      </div>
    </>
  )
}
