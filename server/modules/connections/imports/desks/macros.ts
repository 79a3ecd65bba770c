import { canonicalLocale } from '#platform/canonical-locale'
import { htmlToText } from '#platform/html-to-text'
import type { ImportedMacro } from '#modules/macros'
import { fault, fieldsOf, firstText, listOf, requiredText, type Fields } from './read.ts'
import { translateVariables } from './translate-variables.ts'

/** A macro of Zendesk, Gorgias or Intercom, or one of ours. Null: it was put aside where it comes from. */
export function pastMacro(row: Fields): ImportedMacro | null {
  const actions = listOf(row.actions)
  if (actions.some((action) => 'field' in action)) return zendeskMacro(row, actions)
  if (actions.some((action) => 'name' in action && 'arguments' in action)) return gorgiasMacro(row, actions)
  if ('body' in row || 'body_text' in row) return intercomMacro(row)
  return ownMacro(row)
}

function zendeskMacro(row: Fields, actions: readonly Fields[]): ImportedMacro | null {
  if (row.active === false) return null
  const valueOf = (name: string) => {
    const value = actions.find(({ field }) => field === name)?.value
    return firstText(Array.isArray(value) ? value.at(-1) : value)
  }
  const html = valueOf('comment_value_html')
  const words = translateVariables(valueOf('comment_value') ?? (html === null ? '' : htmlToText(html)))
  const isNote = actions.some(({ field, value }) => field === 'comment_mode_is_public' && String(value) === 'false')
  const tags = [valueOf('current_tags'), valueOf('set_tags')].flatMap((each) => each?.split(/\s+/) ?? [])
  const solves = ['solved', 'closed'].includes(valueOf('status') ?? '')
  return macroOf(requiredText(row, 'id'), requiredText(row, 'title'), { words, isNote, tags, solves, locale: null })
}

function gorgiasMacro(row: Fields, actions: readonly Fields[]): ImportedMacro | null {
  if (firstText(row.archived_datetime) !== null) return null
  const argumentsOf = (name: string) => fieldsOf(actions.find((action) => action.name === name)?.arguments)
  const response = argumentsOf('setResponseText')
  const note = argumentsOf('addInternalNote')
  const wordsOf = ({ body_text, body_html }: Fields) =>
    translateVariables(firstText(body_text) ?? htmlToText(firstText(body_html) ?? ''))
  const made = macroOf(requiredText(row, 'id'), requiredText(row, 'name'), {
    words: wordsOf(response),
    isNote: false,
    tags: firstText(argumentsOf('addTags').tags)?.split(',') ?? [],
    solves: argumentsOf('setStatus').status === 'closed',
    locale: firstText(row.language),
  })
  const noted = wordsOf(note)
  return noted === '' ? made : { ...made, actions: [...made.actions, { do: 'note', text: noted }] }
}

function intercomMacro(row: Fields): ImportedMacro | null {
  if (row.archived === true) return null
  const words = translateVariables(firstText(row.body_text) ?? htmlToText(firstText(row.body) ?? ''))
  const name = firstText(row.name, row.title) ?? fault('missing_field', 'name is missing.', 'name')
  return macroOf(requiredText(row, 'id'), name, { words, isNote: false, tags: [], solves: false, locale: null })
}

function ownMacro(row: Fields): ImportedMacro {
  const actions = listOf(row.actions).map((action, index): ImportedMacro['actions'][number] => {
    if (action.do === 'tag' && firstText(action.tag)) return { do: 'tag', tag: firstText(action.tag) ?? '' }
    if (action.do === 'note' && firstText(action.text)) return { do: 'note', text: firstText(action.text) ?? '' }
    if (action.do === 'resolve' && firstText(action.cause))
      return { do: 'resolve', cause: firstText(action.cause) ?? '' }
    return fault('invalid_value', `actions[${index}] should tag, note or resolve.`, `actions[${index}]`)
  })
  return {
    reference: requiredText(row, 'reference'),
    name: requiredText(row, 'name'),
    text: firstText(row.text) ?? '',
    actions,
    locale: localeOf(firstText(row.locale)),
  }
}

function macroOf(
  reference: string,
  name: string,
  of: { words: string; isNote: boolean; tags: readonly string[]; solves: boolean; locale: string | null },
): ImportedMacro {
  const tags = of.tags.map((tag) => tag.trim().slice(0, 40)).filter((tag) => tag !== '')
  const actions: ImportedMacro['actions'] = [
    ...(of.isNote && of.words !== '' ? [{ do: 'note' as const, text: of.words.slice(0, 2_000) }] : []),
    ...tags.slice(0, 8).map((tag) => ({ do: 'tag' as const, tag })),
    ...(of.solves ? [{ do: 'resolve' as const, cause: 'other' }] : []),
  ]
  const text = of.isNote ? '' : of.words
  if (text === '' && actions.length === 0)
    fault('nothing_in_it', 'Nothing of this macro can be done here: it writes nothing and does nothing we know.')
  return { reference, name, text, actions, locale: localeOf(of.locale) }
}

function localeOf(locale: string | null): string | null {
  return (locale && canonicalLocale(locale)) || null
}
