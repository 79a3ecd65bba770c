export * from '../../modules/calls/ports.ts'
