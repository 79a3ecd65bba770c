export interface SurveyTables {
  survey: SurveyRow
  survey_answer: SurveyAnswerRow
}

export type SurveyReason = 'not_solved_yet' | 'not_what_i_wanted' | 'took_too_long' | 'unkind' | 'other'

/** One question about one resolution, with the answer that counts. */
export interface SurveyRow {
  store_id: string
  id: string
  resolution_id: string
  conversation_id: string
  customer_id: string | null
  /** Whose work it is about. */
  staff_id: string | null
  asked_at: Date
  expires_at: Date
  solved: boolean | null
  reason: SurveyReason | null
  comment: string | null
  answered_at: Date | null
  version: number
}

export interface SurveyAnswerRow {
  store_id: string
  id: string
  survey_id: string
  solved: boolean
  reason: SurveyReason | null
  comment: string | null
  at: Date
}
