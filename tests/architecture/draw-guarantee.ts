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
themselves (\`UPDATE_SNAPSHOT=1 npm test -- tests/architecture/guarantee\` draws it anew); a store changes them under **Policy** in the console, and its
pages then say its own. The states are drawn in [states.md](states.md), the words settled in the [glossary](glossary.md).`

function forShoppers(): string {
  return `## For shoppers

On the order: **Problem with order**, then what is wrong, then **Get this put right**. Nothing has to be filled in that the order says already.

- It covers what never came, shows delivered and isn’t there, came late, arrived damaged, doesn’t work, isn’t as described, a return that was
  refused or never paid, and being charged too much. It runs for ${days('claim.window')} after the latest promised day.
- **At once.** Low risk, up to ${amount('claim.advance.max')}, and covered: you are paid the moment you ask, and the rest is between us and the seller.
- **Else the seller has it first.** We ask them for you, and they have ${hours('claim.contact_first')} to put it right or say no. After that, or as soon as they say no, it
  is a **claim**, and they have ${hours('claim.seller_answer')} to answer that, by the clock, weekends included. If they say nothing, you are paid. If both of you show something, a person
  decides within ${hours('claim.decision')}.

\`\`\`
 you tap          asked                    claim                              a person, if both show something
 ├────────────────────────────────────────┼──────────────────────────────────┼──────────────────────────────────┤
 0        up to ${hours('claim.contact_first')}                  up to ${hours('claim.seller_answer')} more                 up to ${hours('claim.decision')} more
          a no from the seller            silence: you are paid              silence: a lead, then you are paid
          begins the claim at once        a yes: you are paid
\`\`\`

- Nobody has to be asked when the parcel went back to the sender or the seller is suspended. What went back is paid without being asked for.
- They may offer you a part of it. Take it or leave it; the clock goes on, and an offer is no answer.
- Broken or not as described? It goes back for free and your money follows. Nothing has to come back if the seller was silent, it isn’t safe, or sending
  it costs more than it is worth.
- Late by more than ${days('late.claim_opens')} and there now: the shipping fee and ${number('claim.late_but_arrived.percent')} % of the price.
- Charged too much: you get back what the books show, or what you say it was, never more than you paid and haven’t had back.
- Not happy with it? For ${days('claim.appeal.window')} you can show something new, once, and somebody else decides: ${hours('claim.appeal.decision')} is the aim, ${days('claim.appeal.decision_hard')} the limit.
- What you were paid is never taken back by this. It turned up after all? One tap, thanked either way.
- A chargeback at your bank stops the clock, so that nothing is paid twice. If the bank pays you, that was the refund.`
}

function forSellers(): string {
  return `## For sellers

**To do** shows what needs an answer, by when, and what happens on silence. Mails say the same. Before you answer, the claim’s page says what each answer costs you, with your
commission taken off.

1. **You are asked.** Within ${hours('claim.contact_first')}: agree, or say no. A no opens the claim at once, and the claim needs **an answer of its own**: a first no alone is silence once the claim’s time is over.
2. **The claim is open.** Within ${hours('claim.seller_answer')}: agree or contest. You can also **offer an amount**, but an offer is no answer: if it isn’t taken in time and you said nothing else, you were silent.
3. **Decided.** By rule, or by a person within ${hours('claim.decision')}. The page says why.

- **Agreeing** is no defect. It costs you the refund; for something damaged, faulty or not as described the goods come back to you first, at your cost, and you pay once they have.
- **Silence** costs you the refund and counts as a defect.
- **Contesting** wants evidence that speaks to it: the carrier’s confirmation or a signature for a parcel, photos for a thing, the refund’s reference for money.
- **You pay nothing, without a defect,** for what never came, when all of these hold: the label was bought here, the carrier scanned it by the promised ship-by day, you answered within
  ${hours('protect.answer_within')}, and you didn’t refund on your own. The marketplace then pays up to ${amount('protect.platform_limit')} an order. The ${hours('protect.answer_within')} are shorter than the ${hours('claim.seller_answer')} of the claim on purpose:
  the first are what protection asks for, the others what it takes not to be silent. Each condition stands on the claim’s page, with the time that is left.
  A shipping fee that went back by itself because the promised day was missed is apart from this, and stays with you.
- Sent back to you: you pay (you have the goods), no defect. Sent on time with tracking and lost by the carrier: no defect. Lost under our own label: we pay.
- While a shopper was paid in advance, your part is **held**; it is booked when it is decided, and let go if it is decided for you.
- Your commission comes back in proportion, at the rate frozen when it was sold. You never bear more than you were paid for the order.
- **Appeal** for ${days('claim.appeal.window')}, once, with something new; a different person decides, and money and blame each for itself. What you agreed to can’t be appealed.
- A debit that no claim went before can be asked back for ${days('seller.recourse_window')}. If nobody decides in time, you have it back.
- **Standing**: defects under ${number('seller.metric.defect')} %, late under ${number('seller.metric.late')} %, canceled by you under ${number('seller.metric.cancel')} %, valid tracking at least ${number('seller.metric.tracking')} %,
  answers in time ${number('seller.message_answer.share')} %. Judged over ${days('seller.metric.window')} that ended ${days('seller.metric.judged_after')} ago, and never by chance: at least ${number('seller.metric.min_defects')}, and so many of so many orders that bad luck does not explain
  it (one defect in fifty orders does not count as 2 %; sixty in three thousand do).
- You never see a shopper’s e-mail address, phone number or full name.`
}

function forOperators(): string {
  return `## For operators

- **Money and blame are two fields.** Every decision says who pays (seller, platform, carrier) and whether it counts. Both can be changed alone.
- Nothing waits forever: a person’s silence brings in a lead for ${hours('silence.lead_within')}, after that it is decided for the shopper, the payer by rule, without blame. Small cases (up to
  ${amount('silence.decides_for_shopper.max')}, low or medium risk) go to the shopper at the first deadline. An appeal that nobody answered is won, at the platform’s cost.
- Claims up to ${amount('claim.cap.auto')} decide themselves; above it a person does. A currency without an amount goes to a person.
- **The fund** pays in advance and for protected sellers; at most ${amount('claim.fund.limit')} of advances may be out of it.
- **Without money of your own**, set \`protect.effect\` (what protection means for a seller who keeps every condition) to \`seller_or_carrier_pays\`: then the carrier is named as payer, or
  the seller pays, and nothing leaves the platform. And \`claim.advance.cover\` (what an advance is taken from) to \`held_payout\`: then only a payout that you still hold covers one.
- Whoever decided does not decide the appeal. What departs from the rules at the store’s cost counts against an agent’s limit.
- **Paid twice.** When a bank gives a shopper their money after a claim already did, nothing is taken back by itself: it stands in the shopper’s record, and the fact \`claim.paid_twice\`
  goes out, for you to see to.
- **Trying it first.** \`engine.mode.by_reason\` sets for each kind of decision whether the rules act or only watch. With \`claim\` on \`shadow\` they decide and write down what they would have
  done, and a person acts; the report under Policy compares the two.

### An example

Chloe bought boards for $175.00 from Northwind, shipping included. They came cracked, on a Monday at 9 in the morning she shows a photo and taps **Get this put right**. It is above ${amount('claim.advance.max')},
so Northwind is asked first.

| Northwind | what comes of it | Northwind bears | counts |
| --- | --- | --- | --- |
| agrees by Wednesday, 9 in the morning | Chloe sends the boards back for free and gets $175.00 once they are there (row \`accepted.goods\`) | $175.00 less the commission that comes back, and the way back | no |
| says no on Tuesday at noon, then nothing | the claim runs from that no; on Friday at noon it is silence: $175.00 at once, and she keeps the boards (row \`1.silent.goods\`) | $175.00 less the commission | yes |
| says nothing at all | the claim begins on Wednesday at 9 and ends on Saturday at 9, with the same result | the same | yes |
| offers $40.00, and she takes it | settled: she keeps the boards and has $40.00 | $40.00 less its commission | no |
| contests with photos of its own | a person looks at both within ${hours('claim.decision')} (row \`7.contested\`) | as decided | as decided |`
}

function rows(): string {
  const lines = CLAIM_TABLE.map(({ id, when, then }) => {
    const facts = when
      .map((condition) =>
        Object.entries(condition)
          .map(([fact, test]) => inWords(fact, test as readonly unknown[]))
          .join(', '),
      )
      .join('; or ')
    const [shopper, staff] = reasonTexts[then.reason as keyof typeof reasonTexts]
    const outcome = { for_shopper: 'for the shopper', person: 'a person', seller: 'the seller’s turn' }[then.act]
    const blame = then.counts ? 'defect' : then.mark ? 'a mark, no defect' : 'none'
    return `| ${id} | ${facts || 'everything else'} | ${outcome} | ${then.keepWhenSilent ? 'all of it, and it need not come back' : awards[then.award]} | ${payers[then.payer]} | ${blame} | ${shopper} *${staff}* |`
  })
  return `## The rows

The first that matches decides. “Small and not risky”: low or medium risk and within \`claim.advance.max\`. What the delivery record says is judged as for a missing parcel of the store’s own:
it speaks for the delivery in rows 1, 2 and 4 of that table, against it in row 3, and else leaves it open.

| row | when | outcome | award | pays | blame | in words |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}`
}

const awards = {
  full: 'all of it',
  return: 'all of it, once it is back',
  late: 'shipping and a share',
  difference: 'the difference',
} as const

const payers = {
  seller: 'the seller',
  platform: 'the platform',
  store: 'the platform',
  protected: 'the platform up to its limit, the seller the rest',
  returned: 'as `protect.returned_to_sender` says',
  lost: 'as `protect.carrier_lost_tracked` says',
} as const

const saidOf: Record<string, Record<string, string>> = {
  seller: {
    pending: 'the seller has not answered yet',
    accepted: 'the seller agreed',
    contested: 'the seller contested with words alone',
    evidenced: 'the seller contested with evidence',
    silent: 'the seller was silent',
  },
  ground: {
    not_received: 'it never came',
    delivered_missing: 'it shows delivered and is not there',
    late: 'it is late',
    damaged: 'it came damaged',
    faulty: 'it does not work',
    not_as_described: 'it is not as described',
    return_refused: 'the return was refused',
    refund_not_paid: 'the return was not paid',
    overcharged: 'too much was charged',
  },
  parcel: {
    missing: 'the parcel has not come',
    delivered: 'the parcel is there now',
    back: 'the parcel went back',
    carrier_lost: 'the carrier lost it',
    platform_lost: 'the carrier lost it under a label bought here',
  },
  proof: { true: 'it is shown: a photo, a refused return or the books' },
  protected: { true: 'every condition of the protection holds' },
  returned: { true: 'the return is there' },
  onTime: { true: 'it was sent on time with tracking' },
  delivery: {
    contradicted: 'the delivery record speaks against it',
    favored: 'the delivery record speaks for it',
    open: 'the delivery record leaves it open',
  },
  advance: { true: 'small and not risky' },
  goods: { return: 'it can go back', keep: 'it need not come back' },
}

function inWords(fact: string, test: readonly unknown[]): string {
  const said = test.map((value) => saidOf[fact]?.[String(value)])
  if (said.some((words) => words === undefined)) throw new Error(`no words for ${fact} ${test.join(', ')}`)
  return said.join(' or ')
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
