import { keySpec, type PolicyKey, POLICY_KEYS } from '#modules/policy'
import { formatMoney } from '#platform/money'
import { CLAIM_TABLE } from '../../server/modules/policy/decision-tables/claim-table.ts'
import { reasonTexts } from '../../server/modules/policy/reasons.ts'
import { sentenceFor } from '../../server/modules/policy/words.ts'

/** `docs/domain/guarantee.md`: the rules in words, with every number taken from the policy as shipped. */
export function drawGuarantee(): string {
  return `${[head, forShoppers(), forSellers(), forOperators(), rows(), keys()].join('\n\n')}\n`
}

const head = `# The guarantee on third-party sellers

What happens when something that a seller of the marketplace sold goes wrong. Every number below is the policy as shipped, drawn from the keys
themselves (\`UPDATE_SNAPSHOT=1 npm test -- tests/architecture/guarantee\` draws it anew); a store changes them in Settings, and its pages
then say its own. The states are drawn in [states.md](states.md), the words settled in the [glossary](glossary.md).`

function forShoppers(): string {
  return `## For shoppers

**Get this put right** is one button on the order. Nothing has to be filled in that the order says already.

- It covers what never came, shows delivered and isn’t there, came late, arrived damaged, doesn’t work, isn’t as described, a return that was
  refused or never paid, and being charged too much. It runs for ${days('claim.window')} after the latest promised day.
- **At once.** Low risk, up to ${amount('claim.advance.max')}, and covered: you are paid the moment you ask, and the rest is between us and the seller.
- **Else the seller is asked first**, for you, for ${hours('claim.contact_first')}. Nobody has to be asked when the parcel went back to the sender or the seller is
  suspended. What went back is paid without being asked for.
- **Then it is their turn**, ${hours('claim.seller_answer')} by the clock, weekends included. If they say nothing, you are paid.
- They may offer you a part of it; take it or leave it, the clock goes on. If both of you show something, a person decides within ${hours('claim.decision')}.
- Broken or not as described? It goes back for free and your money follows. Nothing has to come back if the seller was silent, it isn’t safe, or sending
  it costs more than it is worth.
- Late by more than ${days('late.claim_opens')} and there now: the shipping fee and ${number('claim.late_but_arrived.percent')} % of the price.
- Not happy with it? For ${days('claim.appeal.window')} you can show something new, once, and somebody else decides: ${hours('claim.appeal.decision')} is the aim, ${days('claim.appeal.decision_hard')} the limit.
- What you were paid is never taken back by this. It turned up after all? One tap, thanked either way.
- A chargeback at your bank stops the clock, so that nothing is paid twice. If the bank pays you, that was the refund.`
}

function forSellers(): string {
  return `## For sellers

**To do** shows what needs an answer, by when, and what happens on silence. Mails say the same.

- A shopper asks: put it right or say no within ${hours('claim.contact_first')}. A no opens the claim at once.
- A claim is open: accept, contest, or offer an amount within ${hours('claim.seller_answer')}. **Accepting** costs you the refund and nothing else: no defect. **Silence** costs
  you the refund and counts as a defect. **Contesting** wants evidence that speaks to it: the carrier’s confirmation or a signature for a parcel, photos for
  a thing, the refund’s reference for money.
- **You pay nothing, without a defect,** when all of these hold: the label was bought here, the carrier scanned it by the promised ship-by day, you answered within
  ${hours('protect.answer_within')}, and you didn’t refund on your own. The marketplace then pays up to ${amount('protect.platform_limit')} an order. Each condition stands on the claim’s page.
- Sent back to you: you pay (you have the goods), no defect. Sent on time with tracking and lost by the carrier: no defect. Lost under our own label: we pay.
- While a shopper was paid in advance, your part is **held**; it is booked when it is decided, and let go if it is decided for you.
- Your commission comes back in proportion, at the rate frozen when it was sold. You never bear more than you were paid for the order.
- **Appeal** for ${days('claim.appeal.window')}, once, with something new; a different person decides, and money and blame each for itself. What you accepted can’t be appealed.
- A debit that no claim went before can be asked back for ${days('seller.recourse_window')}. If nobody decides in time, you have it back.
- **Standing**: defects under ${number('seller.metric.defect')} %, late under ${number('seller.metric.late')} %, canceled by you under ${number('seller.metric.cancel')} %, valid tracking at least ${number('seller.metric.tracking')} %,
  answers in time ${number('seller.message_answer.share')} %. Judged over ${days('seller.metric.window')} that ended ${days('seller.metric.judged_after')} ago, and never by chance: at least ${number('seller.metric.min_defects')}, and beyond the limit at the
  lower bound of Wilson’s interval.
- You never see a shopper’s e-mail address, phone number or full name.`
}

function forOperators(): string {
  return `## For operators

- **Money and blame are two fields.** Every decision says who pays (seller, platform, carrier) and whether it counts. Both can be changed alone.
- Nothing waits forever: a person’s silence brings in a lead for ${hours('silence.lead_within')}, after that it is decided for the shopper, the payer by rule, without blame. Small cases (up to
  ${amount('silence.decides_for_shopper.max')}, low or medium risk) go to the shopper at the first deadline. An appeal that nobody answered is won, at the platform’s cost.
- Claims up to ${amount('claim.cap.auto')} decide themselves; above it a person does. A currency without an amount goes to a person.
- **The fund** pays in advance and for protected sellers; at most ${amount('claim.fund.limit')} of advances may be out of it. A platform without money of its own sets \`protect.effect\` to
  \`seller_or_carrier_pays\` and \`claim.advance.cover\` to \`held_payout\`.
- Whoever decided does not decide the appeal. What departs from the rules at the store’s cost counts against an agent’s limit.
- A chargeback that is lost after a claim was paid is flagged in the shopper’s record and as the fact \`claim.paid_twice\`.
- With \`engine.mode.by_reason\` \`claim\` in shadow the rules decide and log, and a person acts.`
}

function rows(): string {
  const lines = CLAIM_TABLE.map(({ id, when, then }) => {
    const facts = when
      .map((condition) =>
        Object.entries(condition)
          .map(([fact, test]) => `${fact} ${(test as readonly unknown[]).map(String).join(' or ')}`)
          .join(', '),
      )
      .join('; or ')
    const [shopper, staff] = reasonTexts[then.reason as keyof typeof reasonTexts]
    const outcome = { for_shopper: 'for the shopper', person: 'a person', seller: 'the seller’s turn' }[then.act]
    const blame = then.counts ? 'defect' : (then.mark ?? 'none')
    return `| ${id} | ${facts.replaceAll('_', ' ') || 'everything else'} | ${outcome} | ${then.award} | ${then.payer} | ${blame} | ${shopper} *${staff}* |`
  })
  return `## The rows

The first that matches decides. \`protected\` pays up to its limit and the seller the rest; \`returned\` and \`lost\` are the \`protect.*\` keys of that name. \`advance\`: low or medium
risk and within \`claim.advance.max\`. \`delivery\`: what the delivery evidence says, favored by rows 1, 2 and 4 of the missing-parcel table, contradicted by row 3, else open.

| row | when | outcome | award | pays | blame | in words |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}`
}

function keys(): string {
  const names = (Object.keys(POLICY_KEYS) as PolicyKey[]).filter((key) => /^(claim|protect|seller|injury)\./.test(key))
  const lines = names.map((key) => {
    const spec = keySpec(key)
    const sources = spec.sources?.join(', ') ?? (spec.assumption ? 'assumption' : '')
    return `| \`${key}\` | ${sentenceFor(key, spec.default)} | ${spec.reason} | ${sources} |`
  })
  return `## The keys

| key | as shipped | why | source |
| --- | --- | --- | --- |
${lines.join('\n')}`
}

function number(key: PolicyKey): string {
  return new Intl.NumberFormat('en-US').format(keySpec(key).default as number)
}

function days(key: PolicyKey): string {
  return `${number(key)} days`
}

function hours(key: PolicyKey): string {
  return `${number(key)} hours`
}

function amount(key: PolicyKey): string {
  const amounts = keySpec(key).default as Record<string, number>
  return formatMoney({ amountMinor: amounts.USD ?? 0, currency: 'USD' }, 'en-US').replace(/\.00$/, '')
}
