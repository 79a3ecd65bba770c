import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'
import { type PickedProduct, ProductPicker } from './product-picker.tsx'
import { RecallCount } from './recall-count.tsx'

const remedies = ['refund', 'store_credit', 'replacement', 'repair_kit'] as const
type Remedy = (typeof remedies)[number]
const instructions = ['stop_using', 'dispose', 'return'] as const
const own = 'corrected'

/** What is recalled, what shoppers should do, and what they can choose; counted before anybody is told. */
export function OpenRecall({ onClose }: { onClose: () => void }) {
  const { t } = useConsole()
  const [product, setProduct] = useState<PickedProduct | null>(null)
  const [variants, setVariants] = useState<string[]>([])
  const [lots, setLots] = useState('')
  const [knownOnly, setKnownOnly] = useState(false)
  const [days, setDays] = useState({ orderedFrom: '', orderedTo: '' })
  const [instruction, setInstruction] = useState<(typeof instructions)[number]>('stop_using')
  const [chosen, setChosen] = useState<Remedy[]>(['refund'])
  const [instead, setInstead] = useState<string | null>(null)
  const [words, setWords] = useState({ reason: '', message: '' })
  const open = useAction((input: Input<'POST /recalls'>, options) => call('POST /recalls', input, options), onClose)
  const named = lots
    .split(/[,\n]/)
    .map((lot) => lot.trim())
    .filter(Boolean)
  const scope: Input<'POST /recalls/preview'> = {
    product: product?.id,
    ...(variants.length > 0 ? { variants } : {}),
    ...(named.length > 0 ? { lots: named, unknownLots: !knownOnly } : {}),
    ...(days.orderedFrom ? { orderedFrom: new Date(days.orderedFrom).toISOString() } : {}),
    ...(days.orderedTo ? { orderedTo: new Date(days.orderedTo).toISOString() } : {}),
  }
  const sends = chosen.includes('replacement')
  const isReady =
    product !== null &&
    chosen.length > 0 &&
    words.reason.trim().length >= 3 &&
    words.message.trim().length >= 3 &&
    (!sends || instead !== null)
  return (
    <ActionDialog
      wide
      title={t('recalls.open')}
      label={t('recalls.begin')}
      isReady={isReady}
      isPending={open.isPending}
      error={open.error}
      onPress={() =>
        void open.run({
          ...scope,
          reason: words.reason.trim(),
          message: words.message.trim(),
          instruction,
          remedies: chosen,
          ...(sends ? (instead === own ? { correctedLot: true } : { replacementVariant: instead ?? '' }) : {}),
        })
      }
      onClose={onClose}
    >
      <ProductPicker
        value={product}
        onChange={(picked) => {
          setProduct(picked)
          setVariants([])
          setInstead(null)
        }}
      />
      {product && product.variants.length > 1 && (
        <fieldset className="grid gap-x-4 sm:grid-cols-2">
          <legend className="mb-1 text-sm font-[560]">{t('recalls.variants')}</legend>
          {product.variants.map((variant) => (
            <Checkbox
              key={variant.id}
              isSelected={variants.includes(variant.id)}
              onChange={(isIn) =>
                setVariants(isIn ? [...variants, variant.id] : variants.filter((id) => id !== variant.id))
              }
            >
              <bdi>{variant.title}</bdi>
            </Checkbox>
          ))}
        </fieldset>
      )}
      <TextField label={t('recalls.lotsField')} hint={t('recalls.lotsHint')} value={lots} onChange={setLots} />
      {named.length > 0 && (
        <Checkbox isSelected={knownOnly} onChange={setKnownOnly} detail={t('recalls.knownOnlyDetail')}>
          {t('recalls.knownOnly')}
        </Checkbox>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {(['orderedFrom', 'orderedTo'] as const).map((end) => (
          <TextField
            key={end}
            type="date"
            label={t(`recalls.${end}`)}
            value={days[end]}
            onChange={(at) => setDays({ ...days, [end]: at })}
          />
        ))}
      </div>
      {product && <RecallCount key={JSON.stringify(scope)} scope={scope} />}
      <Select
        label={t('recalls.instruction')}
        choices={instructions.map((id) => ({ id, label: t(`recalls.do.${id}`) }))}
        value={instruction}
        onChange={(id) => setInstruction(id as (typeof instructions)[number])}
      />
      <fieldset className="grid gap-x-4 sm:grid-cols-2">
        <legend className="mb-1 text-sm font-[560]">{t('recalls.remedies')}</legend>
        {remedies.map((remedy) => (
          <Checkbox
            key={remedy}
            isSelected={chosen.includes(remedy)}
            onChange={(isIn) => setChosen(remedies.filter((each) => (each === remedy ? isIn : chosen.includes(each))))}
          >
            {t(`recalls.remedy.${remedy}`)}
          </Checkbox>
        ))}
      </fieldset>
      {sends && product && (
        <Select
          label={t('recalls.instead')}
          placeholder={t('recalls.insteadHint')}
          choices={[
            ...product.variants
              .filter(({ id }) => variants.length > 0 && !variants.includes(id))
              .map(({ id, title }) => ({ id, label: title })),
            { id: own, label: t('recalls.corrected') },
          ]}
          value={instead}
          onChange={setInstead}
          isRequired
        />
      )}
      <TextField
        label={t('recalls.message')}
        lines={3}
        maxLength={5000}
        dir="auto"
        isRequired
        value={words.message}
        onChange={(message) => setWords({ ...words, message })}
      />
      <TextField
        label={t('recalls.reason')}
        lines={2}
        maxLength={2000}
        dir="auto"
        isRequired
        value={words.reason}
        onChange={(reason) => setWords({ ...words, reason })}
      />
    </ActionDialog>
  )
}
