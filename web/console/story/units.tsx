import type { OrderStory } from '#contract/story'
import { ItemState, useItemStateWords } from '../../parts/item-state.tsx'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { Badge } from '../../ui/badge.tsx'
import { useConsole } from '../text.ts'
import { Section } from './section.tsx'

/** Items with the money of each unit: paid, refunded, what is left, and what holds a unit. */
export function Units({ story }: { story: OrderStory }) {
  const { t, format } = useConsole()
  const stateWords = useItemStateWords()
  const currency = story.order.currency
  const sum = (amounts: { amountMinor: number }[]) =>
    format.money({ currency, amountMinor: amounts.reduce((total, amount) => total + amount.amountMinor, 0) })
  return (
    <Section
      title={t('units.title')}
      end={
        <span className="tabular text-sm text-soft">
          {t('units.refundable', { amount: format.money(story.refundable) })}
        </span>
      }
    >
      <ul className="divide-y divide-line">
        {story.order.items.map((item) => {
          const units = story.units.filter((unit) => unit.itemId === item.id)
          return (
            <li key={item.id} className="grid gap-3 px-4 py-3.5">
              <div className="flex gap-3">
                <ProductPicture url={item.imageUrl} category={item.category} className="size-12" />
                <div className="min-w-0 flex-1">
                  <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                    <span className="font-[560]">
                      {item.quantity > 1 && `${format.number(item.quantity)} × `}
                      {item.title}
                    </span>
                    <span className="tabular">{format.money(item.paid)}</span>
                  </div>
                  <p className="flex flex-wrap gap-x-3 text-sm text-soft">
                    <ItemState state={item.state} className="text-sm" />
                    {item.sku && <bdi>{item.sku}</bdi>}
                    {Object.values(item.options).length > 0 && <span>{Object.values(item.options).join(' · ')}</span>}
                    {item.seller && <span>{item.seller.name}</span>}
                  </p>
                </div>
              </div>
              {units.length > 0 && (
                <table className="w-full text-sm">
                  <caption className="sr-only">{t('units.of', { item: item.title })}</caption>
                  <thead className="text-start text-xs text-faint">
                    <tr className="[&>th]:py-1 [&>th]:ps-3 [&>th:first-child]:ps-0 [&>th]:font-[540]">
                      <th className="text-start">{t('units.state')}</th>
                      <th className="text-end">{t('units.goods')}</th>
                      <th className="text-end max-sm:hidden">{t('units.shipping')}</th>
                      <th className="text-end max-sm:hidden">{t('units.refunded')}</th>
                      <th className="text-end">{t('units.left')}</th>
                    </tr>
                  </thead>
                  <tbody className="tabular [&_td]:py-1 [&_td]:ps-3 [&_td:first-child]:ps-0 [&_td:not(:first-child)]:text-end">
                    {units.map((unit) => (
                      <tr key={unit.id} className="border-t border-line">
                        <td>
                          {stateWords({ code: unit.stateCode, words: unit.state, at: unit.stateAt, late: false })}{' '}
                          {unit.heldBy && (
                            <Badge tone="warn">{t('units.held', { by: unit.heldBy.kind.replaceAll('_', ' ') })}</Badge>
                          )}
                        </td>
                        <td title={t('units.tax', { amount: format.money(unit.goodsTax) })}>
                          {sum([unit.goods, unit.goodsTax])}
                        </td>
                        <td className="max-sm:hidden">{format.money(unit.shipping)}</td>
                        <td className="max-sm:hidden">{format.money(unit.refunded)}</td>
                        <td className="font-[580]">{format.money(unit.refundable)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </li>
          )
        })}
      </ul>
      <dl className="grid gap-1 border-t border-line px-4 py-3 text-sm">
        {story.order.tenders.map((tender) => (
          <div key={tender.id} className="flex flex-wrap justify-between gap-x-4">
            <dt>
              <bdi>{tender.label || tender.kind}</bdi>
            </dt>
            <dd className="tabular">
              {format.money(tender.captured)}
              {tender.refunded.amountMinor > 0 && (
                <span className="text-soft">
                  {' '}
                  · {t('units.tenderRefunded', { amount: format.money(tender.refunded) })}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
