export { findSeller, findSellerMember, findSellers, type SellerRecord } from './queries.ts'
export { ensureSellers, upsertSellers, type SellerOutcome } from './commands/upsert-sellers.ts'
export { recordDefect, type Defect } from './commands/record-defect.ts'
export { sellersModule } from './module.ts'
