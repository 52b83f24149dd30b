/** Validators that ajv compiles beforehand, so that no run needs ajv itself. */
import { build } from 'esbuild'

/** A module from ajv's standalone code: `head` lines, the code, and `tail`, which gets the name of what it exports. */
export async function standaloneModule(
  contents: string,
  head: readonly string[],
  tail: (main: string) => readonly string[],
): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
  })
  // What ajv would write into further code; no import of ours.
  const code = (outputFiles[0]?.text ?? '').replace(/,?\w+\.code='require\([^']*'/g, '')
  const main = /export default (\w+)\(\);\s*$/.exec(code)?.[1]
  if (main === undefined) throw new Error('internal error: the validator has no default export')
  return ['// @ts-nocheck', ...head, code.replace(/export default \w+\(\);\s*$/, ''), ...tail(main), ''].join('\n')
}
