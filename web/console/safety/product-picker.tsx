import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../kit/call.ts'
import { PlainButton } from '../../ui/button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { useConsole } from '../text.ts'
import { productsQuery } from './data.ts'

export type PickedProduct = Output<'GET /safety/products'>['data'][number]

/** Finds a product by its title or number. */
export function ProductPicker({
  value,
  onChange,
}: {
  value: PickedProduct | null
  onChange: (product: PickedProduct | null) => void
}) {
  const { t } = useConsole()
  const [words, setWords] = useState('')
  const found = useQuery(productsQuery(words.trim())).data
  const change = (typed: string) => {
    setWords(typed)
    if (value) onChange(null)
  }
  return (
    <div className="grid gap-1.5">
      <p className="text-sm font-[560]">{t('recalls.product')}</p>
      <SearchField
        label={t('recalls.product')}
        clearLabel={t('recalls.clear')}
        value={value ? value.title : words}
        onChange={change}
      />
      {!value && words.trim().length > 1 && (
        <ul className="grid overflow-hidden rounded-md border border-line empty:hidden">
          {found?.map((product) => (
            <li key={product.id}>
              <PlainButton
                onPress={() => onChange(product)}
                className="flex min-h-11 w-full items-center justify-between gap-3 px-4 py-2 text-start hover:bg-sunken"
              >
                <bdi>{product.title}</bdi>
                <span className="text-sm text-soft">{product.reference}</span>
              </PlainButton>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="text-sm text-soft empty:hidden">
        {!value && found?.length === 0 ? t('recalls.noProduct') : null}
      </p>
    </div>
  )
}
