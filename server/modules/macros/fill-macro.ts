import { findConversation, flagsOf, type ConversationRow } from '#modules/conversations'
import type { Reader } from '#platform/work'
import { caseOf } from './case-of.ts'
import { openingFactsOf, openingsOf, type Opening } from './openings/openings-of.ts'
import { findMacro, type MacroRecord } from './queries.ts'
import { fillTemplate, readTemplate, type Values } from './template.ts'
import { valuesOf } from './values-of.ts'
import type { VariableName } from './variables.ts'

export interface Filling {
  text: string
  /** Variables without a value: it is not sent before they are written out. */
  empty: VariableName[]
  values: Values
}

/** A macro's words for one conversation as of now, by hand and by a rule alike. */
export async function fillMacro(reader: Reader, macro: MacroRecord, conversation: ConversationRow): Promise<Filling> {
  const values = await valuesOf(reader, await caseOf(reader, conversation))
  return { ...fillTemplate(readTemplate(macro.body), values), values }
}

/** `POST /macros/:id/filling`. */
export async function showFilling(
  reader: Reader,
  input: { id: string; conversation: string },
): Promise<{ text: string; empty: string[] }> {
  const macro = await findMacro(reader, input.id)
  const { text, empty } = await fillMacro(reader, macro, await findConversation(reader, input.conversation))
  return { text, empty }
}

/** `GET /conversations/:id/openings`. */
export async function listOpenings(reader: Reader, { id }: { id: string }): Promise<{ data: Opening[] }> {
  const conversation = await findConversation(reader, id)
  const of = await caseOf(reader, conversation)
  const quiet = of.customer !== null && (await flagsOf(reader, of.customer.id)).includes('bereavement')
  return { data: openingsOf(openingFactsOf(of, quiet), await valuesOf(reader, of)) }
}
