/** What stands on a credit note, in one language. */
export interface NoteCopy {
  creditNote: string
  counterNote: string
  number: string
  date: string
  order: string
  orderedOn: string
  reason: string
  to: string
  item: string
  quantity: string
  rate: string
  net: string
  tax: string
  gross: string
  total: string
  taxes: string
  byAmounts: string
  soldBy: string
  moneyTo: string
  cancels: string
  shipping: string
  duty: string
  fee: string
  other: string
  questions: string
  page: string
}
