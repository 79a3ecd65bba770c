export { loginsModule } from './module.ts'
