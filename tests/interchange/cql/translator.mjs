// The official translator with all that its JavaScript build has to be handed.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const modules = process.env.NODE_PATH
export const require = createRequire(join(modules, 'index.js'))
globalThis.require ??= require // its input and output ask for it by this name

const part = (name) => import(pathToFileURL(join(modules, '@cqframework', 'cql', name)))
const { CqlTranslator, LibraryManager, ModelManager, createUcumService, stringAsSource, createLibrarySourceProvider } =
  await part('cql-to-elm.mjs')
const { SystemModelInfoProvider } = await part('cql.mjs')
export const engine = await part('engine.mjs')
export const elms = await part('elm.mjs')
export const shared = await part('shared.mjs')
export const kotlin = await part('kotlin-kotlin-stdlib.mjs')

function units() {
  const ucum = require('@lhncbc/ucum-lhc').UcumLhcUtils.getInstance()
  const never = () => { throw new Error('no library here computes with units') }
  const valid = (unit) => {
    const found = ucum.validateUnitString(unit)
    return found.status === 'valid' ? null : found.msg.join('; ')
  }
  return createUcumService(never, valid, never, never)
}

export function manager(text = null) {
  const models = new ModelManager()
  models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider())
  const libraries = new LibraryManager(models, undefined, undefined, units())
  if (text !== null) {
    libraries.librarySourceLoader.registerProvider(
      createLibrarySourceProvider(() => stringAsSource(text)))
  }
  return libraries
}

export async function translated(text) {
  const translator = CqlTranslator.fromText(text, manager())
  const complaints = translator.exceptions.asJsReadonlyArrayView()
  const lines = complaints.map((one) => `${one.severity.name}: ${one.message}`)
  return { elm: translator.toJson(), complaints: lines }
}
