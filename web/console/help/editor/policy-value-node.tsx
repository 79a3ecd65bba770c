import { mergeAttributes, Node } from '@tiptap/core'
import { useQuery } from '@tanstack/react-query'
import { type NodeViewProps, NodeViewWrapper, ReactNodeViewRenderer } from '@tiptap/react'
import { classes } from '../../../ui/classes.ts'
import { policyQuery, storeQuery } from '../../data.ts'
import { useHelp } from '../text.ts'
import { shownAs, type ValueForm } from './policy-value.ts'

/** A number of the policy in force: what is shown follows the rules, and no article repeats one. */
export const PolicyValueNode = Node.create({
  name: 'policyValue',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    key: {
      default: null as string | null,
      parseHTML: (element: HTMLElement) => element.dataset.key ?? null,
      renderHTML: ({ key }: Record<string, unknown>) => ({ 'data-key': key }),
    },
    as: {
      default: 'text',
      parseHTML: (element: HTMLElement) => element.dataset.as ?? 'text',
      renderHTML: ({ as }: Record<string, unknown>) => ({ 'data-as': as }),
    },
  }),
  parseHTML: () => [{ tag: 'data[data-kind="policy-value"]' }],
  renderHTML: ({ HTMLAttributes }) => ['data', mergeAttributes(HTMLAttributes, { 'data-kind': 'policy-value' })],
  addNodeView: () => ReactNodeViewRenderer(PolicyValue, { as: 'span' }),
})

function PolicyValue({ node, selected }: NodeViewProps) {
  const { t, format } = useHelp()
  const { key, as } = node.attrs as { key: string; as: ValueForm }
  const rules = useQuery(policyQuery).data?.keys
  const currency = useQuery(storeQuery).data?.currency
  const shown = rules && shownAs(rules, key, as, currency, format)
  return (
    <NodeViewWrapper
      as="span"
      title={shown?.sentence ?? key}
      className={classes(
        'rounded-sm border px-1 whitespace-nowrap',
        shown || !rules ? 'border-accent-line bg-accent-wash text-accent-ink' : 'border-bad-line bg-bad-wash text-bad',
        selected && 'outline-2 outline-accent',
      )}
    >
      {!rules ? '…' : shown ? (shown.words ?? '–') : t('policy.gone', { key })}
    </NodeViewWrapper>
  )
}
