/** From the shell programs of migration plans: the module that has their text. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

const FOLDER = 'src/emit/plan'
const PROGRAMS = {
  TALK_PROGRAM: 'talk.sh',
  MIGRATE_PROGRAM: 'migrate.sh',
  CLAIM_PROGRAM: 'claim.sh',
  COPY_PROGRAM: 'copy.sh',
}

/** The generated module. The comment that a program begins with is for its readers here and stays out. */
export function buildPrograms(root: string): { readonly path: string; readonly text: string } {
  const constants = Object.entries(PROGRAMS).map(([name, file]) => {
    const text = readFileSync(path.join(root, FOLDER, file), 'utf8').replace(/^(#.*\n)+\n/, '')
    return `/** ${file} */\nexport const ${name} = ${JSON.stringify(text)}\n`
  })
  const head = '// Made by scripts/gen.ts from the shell programs beside it.\n\n'
  return { path: `${FOLDER}/programs.gen.ts`, text: head + constants.join('\n') }
}
